import * as l10n from '@vscode/l10n';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { handlerOf } from '../../../src/commands.ts';
import { COMMANDS, type CommandName } from '../../../src/ids.ts';
import { extensionsOfKind } from '../../../src/links/requests/fileKinds.ts';
import { REGIONS } from '../../../src/oss/hosts/regions.ts';
import { withBench } from '../../support/features/commandBench.ts';
import { WalkingPrompts } from '../../support/l10n/walkingPrompts.ts';

/** Brackets that no text contains, around every fixed piece of a message. */
const OPEN = '⟦';
const CLOSE = '⟧';
const pseudo = (message: string): string =>
  message.replaceAll(/(\{\d\})|(?:(?!\{\d\})[^])+/g, (piece, place?: string) => place ?? `${OPEN}${piece}${CLOSE}`);

/** Commands whose output is English in every language: reports for support. */
const ENGLISH: readonly CommandName[] = ['showDiagnostics'];
/** Commands that remove data which others need, so they run last. */
const DESTRUCTIVE_COMMANDS: readonly CommandName[] = ['deleteObjects', 'removeProfile', 'forgetEverything'];

/** Answers to questions for a text. */
const TYPED_ANSWERS = ['x', '-', '1h', 'docs', 'https://files.example.com'];
/** Text from OSS itself. */
const OSS_MESSAGE = /⟦OSS refused \(⟧.*⟦\)\.⟧/;
const REGION_NAMES = REGIONS.map(({ nameEn }) => nameEn);
/** Names of the samples, of products and languages, of methods, headers, values and units. */
const NAMES = new Set([
  ...(['pictures', 'documents', 'archives'] as const).flatMap(extensionsOfKind),
  ...[
    'docs logs Work readme reports',
    'URL curl cmd wget PowerShell HTTPie Python JavaScript Browser Java Go PHP Rust Swift Android CSV JSON Lines',
    'sign time hex true',
    'English pdf docx zip',
    'GET PUT POST host Expires ETag Standard Normal gzip requester none UTC KB MB GB NaN Markdown HTML',
  ].flatMap((names) => names.split(' ')),
]);

describe('Localisation of commands', () => {
  const bench = withBench();

  before(() => {
    const bundle = new URL('../../../l10n/bundle.l10n.zh-cn.json', import.meta.url);
    const messages = Object.keys(JSON.parse(readFileSync(bundle, 'utf8')) as object);
    l10n.config({ contents: Object.fromEntries(messages.map((message) => [message, pseudo(message)])) });
  });

  after(() => {
    l10n.config({ contents: {} });
  });

  it('shows only localised texts and names from the user or from OSS', async () => {
    const object = await bench().node('docs', 'readme.txt');
    // Profiles and hosts, which stand first, are changed last: with others the samples are not found.
    const names = (Object.keys(COMMANDS) as CommandName[]).toReversed();
    const order = [
      ...names.filter((name) => ![...ENGLISH, ...DESTRUCTIVE_COMMANDS].includes(name)),
      ...DESTRUCTIVE_COMMANDS,
    ];
    const read = new Map<string, string>();
    for (const name of order) {
      const prompts = new WalkingPrompts(TYPED_ANSWERS);
      const services = { ...bench().services(prompts), locale: 'zh-cn' };
      for (const args of [[object], []]) {
        try {
          await (
            await handlerOf(name)
          )(args, services);
        } catch (error) {
          services.notifications.error(error);
        }
      }
      for (const text of prompts.read) read.set(text, name);
    }
    for (const { message, actions } of bench().shownMessages) {
      for (const text of [message, ...actions.map(({ label }) => label)]) read.set(text, 'notification');
    }
    for (const { title, reports } of bench().progresses) {
      for (const text of [title, ...reports.map(({ message }) => message)]) read.set(text, 'progress');
    }
    for (const [title, markdown] of bench().documents) {
      for (const text of markdown.replace(/```[^]*?```/g, '').split('\n')) read.set(text, title);
    }
    assert.ok(read.size > 500, `only ${read.size} texts were shown`);
    assert.deepEqual(
      [...read].filter(([text]) => hasForeignWords(text)),
      [],
    );
  });
});

/** Whether a text contains words that are neither localised nor a name. */
function hasForeignWords(text: string): boolean {
  const own = text.replace(OSS_MESSAGE, '').replaceAll(/⟦[^⟧]*⟧|\$\(\w+\)/g, ' ');
  const rest = REGION_NAMES.reduce((shorter, name) => shorter.replace(name, ''), own);
  return rest.split(/[\s,;()]+/).some((word) => /^\p{Script=Latin}{2,}$/u.test(word) && !NAMES.has(word));
}
