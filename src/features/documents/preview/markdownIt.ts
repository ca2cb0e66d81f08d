import type { Uri } from 'vscode';

/** Part of a Markdown-it token that the rules read. VS Code caches tokens, so the rules never change them. */
export interface MarkdownToken {
  readonly attrs: readonly (readonly [name: string, value: string])[] | null;
  readonly children: readonly MarkdownToken[] | null;
  attrGet(name: string): string | null;
}

/** Renderer of Markdown-it. */
export interface MarkdownRenderer {
  renderToken(tokens: readonly MarkdownToken[], index: number, options: unknown): string;
  renderInlineAsText(tokens: readonly MarkdownToken[], options: unknown, env: unknown): string;
}

type Rule = (
  tokens: readonly MarkdownToken[],
  index: number,
  options: unknown,
  env: unknown,
  renderer: MarkdownRenderer,
) => string;

/** Part of Markdown-it that the plugin extends. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: Record<string, Rule | undefined> };
}

/** Export that VS Code's Markdown preview calls. */
export interface MarkdownExports {
  extendMarkdownIt<Markdown extends MarkdownIt>(markdown: Markdown): Markdown;
}

/** `oss://` address in a previewed document. */
export interface PreviewedUri {
  readonly token: MarkdownToken;
  readonly uri: string;
  readonly document: Uri;
}
