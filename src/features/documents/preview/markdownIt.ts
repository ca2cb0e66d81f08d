import type { Uri } from 'vscode';

/** Token of Markdown-it, as far as it is read. VS Code keeps tokens, so that they are never changed. */
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

/** Markdown-it, as far as it is extended. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: Record<string, Rule | undefined> };
}

/** Export that VS Code's Markdown preview calls. */
export interface MarkdownExports {
  extendMarkdownIt<Markdown extends MarkdownIt>(markdown: Markdown): Markdown;
}

/** An `oss://` address in a document that is previewed. */
export interface PreviewedUri {
  readonly token: MarkdownToken;
  readonly uri: string;
  readonly document: Uri;
}
