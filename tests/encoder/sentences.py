"""Sentences of ours in the five languages: the same six, each about a subject of its own."""

SENTENCES = {
    "en": (
        "The city council closed the old bridge after cracks were found in its pillars.",
        "The vaccine against measles does not cause autism.",
        "The central bank raised its interest rate to fourteen percent.",
        "Two fishermen were rescued from the frozen lake at night.",
        "Farmers say that the drought has halved this year's wheat harvest.",
        "The orchestra will play Beethoven's ninth symphony on Friday.",
    ),
    "uk": (
        "Міська рада закрила старий міст, бо в його опорах знайшли тріщини.",
        "Вакцина від кору не спричиняє аутизму.",
        "Центральний банк підвищив процентну ставку до чотирнадцяти відсотків.",
        "Двох рибалок уночі врятували із замерзлого озера.",
        "Фермери кажуть, що через посуху врожай пшениці цього року зменшився вдвічі.",
        "У п'ятницю оркестр зіграє дев'яту симфонію Бетховена.",
    ),
    "ru": (
        "Городской совет закрыл старый мост: в его опорах нашли трещины.",
        "Вакцина от кори не вызывает аутизм.",
        "Центральный банк поднял процентную ставку до четырнадцати процентов.",
        "Двух рыбаков ночью спасли с замёрзшего озера.",
        "Фермеры говорят, что из-за засухи урожай пшеницы в этом году сократился вдвое.",
        "В пятницу оркестр сыграет девятую симфонию Бетховена.",
    ),
    "mk": (
        "Градскиот совет го затвори стариот мост откако беа најдени пукнатини во столбовите.",
        "Вакцината против сипаници не предизвикува аутизам.",
        "Централната банка ја зголеми каматната стапка на четиринаесет проценти.",
        "Двајца рибари беа спасени ноќе од замрзнатото езеро.",
        "Земјоделците велат дека сушата годинава ја преполови жетвата на пченица.",
        "Оркестарот во петок ќе ја свири деветтата симфонија на Бетовен.",
    ),
    "pl": (
        "Rada miasta zamknęła stary most, bo w jego filarach znaleziono pęknięcia.",
        "Szczepionka przeciw odrze nie powoduje autyzmu.",
        "Bank centralny podniósł stopę procentową do czternastu procent.",
        "Dwóch rybaków uratowano w nocy z zamarzniętego jeziora.",
        "Rolnicy mówią, że susza zmniejszyła o połowę tegoroczne zbiory pszenicy.",
        "W piątek orkiestra zagra dziewiątą symfonię Beethovena.",
    ),
}

ALL = tuple(sentence for sentences in SENTENCES.values() for sentence in sentences)
