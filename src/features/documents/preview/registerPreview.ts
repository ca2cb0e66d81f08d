// Lazy border: VS Code's Markdown preview calls the rules for each link; `previewProvider.ts` is loaded at the first of ours.
import type * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Subscriptions } from '../../../emitter.ts';
import type { Services } from '../../services.ts';
import type { MarkdownExports, MarkdownToken, PreviewedUri } from './markdownIt.ts';
import type { PreviewLinks } from './previewProvider.ts';

/** Environment that VS Code passes to the rules. It has a `resourceProvider` only for a preview. */
interface RenderEnvironment {
  readonly currentDocument?: vscode.Uri;
  readonly resourceProvider?: unknown;
}

const SCHEME = 'oss://';

/** Creates the plugin that shows `oss://` pictures and links in VS Code's Markdown preview, and in no other HTML. */
export function createMarkdownPlugin(
  load: () => Promise<Services>,
  subscriptions: Subscriptions,
): MarkdownExports['extendMarkdownIt'] {
  let links: PreviewLinks | undefined;
  let loading: Promise<void> | undefined;
  const loadLinks = async (): Promise<void> => {
    const services = await load();
    const { PreviewLinks: Links } = await import('./previewProvider.ts');
    links = new Links(services);
    subscriptions.push(links);
    await links.refresh();
  };
  const find = (token: MarkdownToken | undefined, name: string, env: unknown): PreviewedUri | undefined => {
    const uri = token?.attrGet(`data-${name}`) ?? token?.attrGet(name);
    if (!token || !uri?.startsWith(SCHEME)) return undefined;
    const { currentDocument, resourceProvider } = (env ?? {}) as RenderEnvironment;
    if (!currentDocument || !resourceProvider) return undefined;
    // The next call reports a failure; the next render tries again.
    if (!links) {
      loading ??= loadLinks().catch(() => {
        loading = undefined;
      });
    }
    return { token, uri, document: currentDocument };
  };
  return (markdown) => {
    const { rules } = markdown.renderer;
    const { image, link_open: linkOpen } = rules;
    rules['image'] = (tokens, index, options, env, renderer) => {
      const found = find(tokens[index], 'src', env);
      if (!found)
        return image ? image(tokens, index, options, env, renderer) : renderer.renderToken(tokens, index, options);
      const text = renderer.renderInlineAsText(found.token.children ?? [], options, env);
      return links ? links.image(found, text) : l10n.t('Loading…');
    };
    rules['link_open'] = (tokens, index, options, env, renderer) => {
      const found = find(tokens[index], 'href', env);
      if (!found || !links) {
        return linkOpen
          ? linkOpen(tokens, index, options, env, renderer)
          : renderer.renderToken(tokens, index, options);
      }
      return links.linkStart(found);
    };
    return markdown;
  };
}
