import type { Prompts } from './questions.ts';

/** Asks as `prompts` does, which is loaded with the first question. */
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
