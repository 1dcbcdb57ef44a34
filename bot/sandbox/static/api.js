// Talks to the sandbox: questions, deeds, and the stream of what happens.

async function call(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error("The sandbox does not answer. Is it still running?");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

export function ask(path) {
  return call(`page/${path}`);
}

export function act(path, body) {
  return call(`page/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

export function upload(path, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return call(`page/${path}`, { method: "POST", body: form });
}

// The browser reconnects by itself; each time it does, *onOpen* fetches afresh what was missed.
export function follow({ onOpen, onEvent, onLost }) {
  const stream = new EventSource("page/events");
  stream.onopen = onOpen;
  stream.onmessage = (event) => onEvent(JSON.parse(event.data));
  stream.onerror = () => {
    onLost();
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => follow({ onOpen, onEvent, onLost }), 2000);
    }
  };
}
