import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A string literal of the source. */
export interface SourceString {
  /** From the root of the repository, with slashes. */
  readonly file: string;
  readonly line: number;
  /** Text; `${}` for each placeholder of a template. */
  readonly text: string;
  /** Whether it is passed to `l10n.t`, or to an error that is shown with it. */
  readonly isLocalised: boolean;
  /** Whether it is one of the choices of a condition, such as the text for one thing or that for several. */
  readonly isChoice: boolean;
  /** Whether it is evaluated when its module is loaded, which may be before the language is known. */
  readonly isEager: boolean;
}

/** String literals of the source. */
export interface SourceStrings {
  readonly literals: readonly SourceString[];
  /** Expressions passed to `l10n.t` that are no literals, with their file. */
  readonly variables: readonly { readonly file: string; readonly expression: string }[];
}

/** Reads all string literals under `src`. Files are parsed without resolving types, which is fast. */
export function readSourceStrings(): SourceStrings {
  const literals: SourceString[] = [];
  const variables: SourceStrings['variables'][number][] = [];
  for (const file of globSync('src/**/*.ts', { cwd: root }).map((name) => name.replaceAll(path.sep, '/'))) {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const localised = new Set<ts.Node>();
    const takeTemplate = (template: ts.Expression): void => {
      if (ts.isStringLiteralLike(template)) localised.add(template);
      else if (ts.isConditionalExpression(template)) [template.whenTrue, template.whenFalse].forEach(takeTemplate);
      else variables.push({ file, expression: template.getText(source) });
    };
    let functions = 0;
    const visit = (node: ts.Node): void => {
      // Types and module names are not shown to anyone.
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
      if (ts.isCallExpression(node) && isTranslation(node)) node.arguments.slice(0, 1).forEach(takeTemplate);
      // Its second argument is the sentence.
      if (ts.isNewExpression(node) && isInputError(node)) {
        node.arguments?.slice(1, 2).filter(ts.isStringLiteralLike).forEach(takeTemplate);
      }
      const text = textOf(node);
      if (text !== undefined) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        literals.push({
          file,
          line: line + 1,
          text,
          isLocalised: localised.has(node),
          isChoice: isChoice(node),
          isEager: functions === 0,
        });
      }
      const isFunction = ts.isFunctionLike(node);
      if (isFunction) functions++;
      ts.forEachChild(node, visit);
      if (isFunction) functions--;
    };
    visit(source);
  }
  return { literals, variables };
}

/** Whether a call is one of `l10n.t`. */
function isTranslation({ expression: called }: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(called) &&
    ts.isIdentifier(called.expression) &&
    called.expression.text === 'l10n' &&
    called.name.text === 't'
  );
}

/** Whether a condition chooses the expression: itself, the call that it is passed to, or the object that holds it. */
function isChoice(node: ts.Node): boolean {
  for (let { parent } = node, child = node; !ts.isStatement(parent); child = parent, { parent } = parent) {
    if (ts.isConditionalExpression(parent) && parent.condition !== child) return true;
    if (ts.isFunctionLike(parent)) return false;
  }
  return false;
}

function isInputError({ expression: made }: ts.NewExpression): boolean {
  return ts.isIdentifier(made) && made.text === 'InvalidInputError';
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('${}');
}
