// Lazy border: the prompts are loaded with the first question.
import type { Prompts } from './questions.ts';

/** Prompts of VS Code's quick inputs and modal messages. */
export const lazyPrompts: Prompts = {
  pick: async (question) => (await load()).pick(question),
  pickMany: async (question) => (await load()).pickMany(question),
  pickLive: async (question) => (await load()).pickLive(question),
  input: async (question) => (await load()).input(question),
  decide: async (decision) => (await load()).decide(decision),
};

async function load(): Promise<Prompts> {
  return (await import('./prompts.ts')).prompts;
}
