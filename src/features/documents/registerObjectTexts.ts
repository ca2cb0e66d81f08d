import * as vscode from 'vscode';
import type { Subscriptions } from '../../emitter.ts';
import { mayContainLink } from '../../links/details/textWindow.ts';
import { textAround } from '../../ui/editors/documentText.ts';
import { showsThumbnails } from '../../ui/settings/activationSettings.ts';
import type { Services } from '../services.ts';
import type { PictureHovers } from './pictures/pictureHoverProvider.ts';

/** Languages in which addresses are completed. */
const LANGUAGES = [
  ...['markdown', 'mdx', 'quarto', 'rmd', 'html', 'vue', 'vue-html', 'svelte', 'astro', 'handlebars', 'razor'],
  ...['json', 'jsonc', 'jsonl', 'yaml', 'plaintext', 'restructuredtext', 'asciidoc', 'org', 'latex', 'tex'],
];
const TYPED_ADDRESS = /(?<![\w+.-])oss:\/\/([^\s"'`<>|\\^{}()[\]]{0,1200})$/;

/** Registers hovers on objects and completions of `oss://` addresses. Both ask OSS only where the user points or types. */
export function registerObjectTexts(load: () => Promise<Services>, subscriptions: Subscriptions): void {
  let loading: Promise<PictureHovers> | undefined;
  const createHovers = async (): Promise<PictureHovers> => {
    const services = await load();
    const { PictureHovers: Hovers } = await import('./pictures/pictureHoverProvider.ts');
    return new Hovers(services);
  };
  subscriptions.push(
    vscode.languages.registerHoverProvider('*', {
      async provideHover(document, position, token) {
        if (!vscode.workspace.isTrusted || !showsThumbnails()) return undefined;
        const { text } = textAround(document, position);
        if (!text.includes('oss://') && !mayContainLink(text)) return undefined;
        return (await (loading ??= createHovers())).hover(document, position, token);
      },
    }),
    vscode.languages.registerCompletionItemProvider(
      LANGUAGES,
      {
        async provideCompletionItems(document, position, token) {
          const { text, startIndex } = textAround(document, position);
          const [, typed] = TYPED_ADDRESS.exec(text.slice(0, position.character - startIndex)) ?? [];
          if (typed === undefined) return undefined;
          const services = await load();
          const { addressCompletions } = await import('./completion/completionProvider.ts');
          return addressCompletions(document, position, typed, token, services);
        },
      },
      '/',
    ),
  );
}
