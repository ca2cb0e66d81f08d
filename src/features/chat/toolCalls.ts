import { TOOLS, type ToolName } from '../../ids.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { createLinkTool, listObjectsTool, type Tool, type ToolQuestion } from './tools.ts';
import type { Services } from '../services.ts';

const tools: Readonly<Record<ToolName, Tool>> = { listObjects: listObjectsTool, createLink: createLinkTool };

/** What the user is asked before the call; throws what the model may read. */
export function askAboutTool(name: ToolName, input: unknown, services: Services): Promise<ToolQuestion> {
  return inWords(name, services, () => tools[name].question(input, services));
}

/** Makes the call and gives the model's answer; throws what the model may read. */
export function runTool(name: ToolName, input: unknown, services: Services, signal: AbortSignal): Promise<string> {
  return inWords(name, services, () => tools[name].run(input, services, signal));
}

/** A failure as the user would read it, which holds no link and no secret. */
async function inWords<T>(name: ToolName, { log }: Services, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const { message, details } = explainError(error);
    log.error(`${TOOLS[name]}: ${details}`);
    // Without its cause, which a model has no business with.
    throw new Error(message);
  }
}
