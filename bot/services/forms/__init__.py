"""The verdict form: a draft, step by step, in its writer's chat."""
