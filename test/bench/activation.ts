import type { Page } from 'playwright-core';
import type { Activations, Mark } from './activationInHost.ts';
import { buildExtension, buildForProduction, buildInactive, runInHosts } from './hostProbe.ts';
import { median, rounded } from './measure.ts';

const subjects = {
  ours: { id: 'oss-presigned-links.oss-presigned-links', title: 'OSS Presigned Links' },
  empty: { id: 'oss-presigned-links.emptyExtension', title: 'emptyExtension' },
};

/** Milliseconds of one activation. */
interface Figures {
  readonly loadMs: number;
  readonly activateMs: number;
  /** Sum of both that "Show Running Extensions" shows. */
  readonly shownMs: number;
  /** Sum of both in processor time of the host's main thread. */
  readonly cpuMs: number;
}

/**
 * Milliseconds of `activate()`, and of loading its code before, beside those of an extension that does nothing, in an
 * new extension host for each round. VS Code's own marks count whole milliseconds. Both extensions are activated once the
 * host is calm, one after the other, in one order in half of the rounds and in the other in the rest.
 */
export async function benchActivation({ rounds }: { rounds: number }): Promise<object> {
  buildForProduction();
  const installed = [await buildInactive(), await buildExtension('emptyExtension.ts', [])];
  const extension = await buildExtension('activationInHost.ts');
  const figures: Record<keyof typeof subjects, Figures[]> = { ours: [], empty: [] };
  const ids = [subjects.ours.id, subjects.empty.id];
  for (const [order, count] of [
    [ids, Math.ceil(rounds / 2)],
    [ids.toReversed(), Math.floor(rounds / 2)],
  ] as const) {
    const shown: Record<string, number>[] = [];
    const { results } = await runInHosts(
      { extension, installed, env: { OSS_LINKS_BENCH_EXTENSIONS: order.join() } },
      count,
      async ({ workbench: { page } }) => {
        const { ours, empty } = subjects;
        shown.push({ [ours.id]: await shownMs(page, ours.title), [empty.id]: await shownMs(page, empty.title) });
      },
    );
    for (const [round, result] of results.entries()) {
      const { marks, cpuMs } = result as Activations;
      for (const name of ['ours', 'empty'] as const) {
        const { id } = subjects[name];
        figures[name].push({
          loadMs: between(marks, `willLoadExtensionCode/${id}`, `didLoadExtensionCode/${id}`),
          activateMs: between(marks, `willActivateExtension/${id}`, `didActivateExtension/${id}`),
          shownMs: shown[round]?.[id] ?? NaN,
          cpuMs: cpuMs[id] ?? NaN,
        });
      }
    }
  }
  const [ours, empty] = [mediansOf(figures.ours), mediansOf(figures.empty)];
  return {
    bench: 'activation',
    host: 'code-server',
    ...ours,
    empty,
    ofEmpty: rounded((ours.loadMs + ours.activateMs) / (empty.loadMs + empty.activateMs), 1),
    cpuOfEmpty: rounded(ours.cpuMs / empty.cpuMs, 1),
  };
}

/** The time that "Show Running Extensions" shows of an extension. */
async function shownMs(page: Page, title: string): Promise<number> {
  const list = page.locator('.runtime-extensions-editor .monaco-list');
  const row = list.locator('.monaco-list-row', { hasText: title });
  await list.locator('.monaco-list-row').first().waitFor({ timeout: 60_000 });
  // Rows that are out of sight do not exist.
  await list.press('Home');
  while (!(await row.isVisible())) await list.press('PageDown');
  const text = await row.innerText();
  const [, milliseconds] = /(\d+)ms/.exec(text) ?? [];
  if (milliseconds === undefined) throw new Error(`VS Code shows no time: ${text}`);
  return Number(milliseconds);
}

function mediansOf(rounds: readonly Figures[]): Figures {
  const of = (key: keyof Figures): number => rounded(median(rounds.map((figures) => figures[key])), 1);
  return { loadMs: of('loadMs'), activateMs: of('activateMs'), shownMs: of('shownMs'), cpuMs: of('cpuMs') };
}

function between(marks: readonly Mark[], from: string, to: string): number {
  const timeOf = (name: string): number => {
    const mark = marks.find(
      (candidate) => candidate.name === `code/${name}` || candidate.name === `code/extHost/${name}`,
    );
    if (mark === undefined) throw new Error(`VS Code has no mark ${name}`);
    return mark.startTime;
  };
  return timeOf(to) - timeOf(from);
}
