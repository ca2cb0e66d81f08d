import ts from 'typescript';

/** One small fault of a source file. */
export interface Mutation {
  readonly startIndex: number;
  readonly endIndex: number;
  /** Replacement text. */
  readonly replacement: string;
}

const swappedOperators: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
  [ts.SyntaxKind.PercentToken]: '*',
  [ts.SyntaxKind.PlusEqualsToken]: '-=',
  [ts.SyntaxKind.MinusEqualsToken]: '+=',
};

/** Methods with a counterpart that could be called by mistake. */
const swappedMethods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  ceil: 'floor',
  floor: 'ceil',
};

/** Methods whose call may be forgotten, because their result has the same type as their object. */
const forgettableMethods = new Set(
  'filter sort toSorted slice reverse toReversed trim trimEnd trimStart toLowerCase toUpperCase normalize replace replaceAll'.split(
    ' ',
  ),
);

/** All mutations of a source file, in the order of the text. */
export function mutationsOf(fileName: string, text: string): readonly Mutation[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023, true);
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (hasNoBehaviour(node)) return;
    for (const { node: replaced, replacement } of mutationsAt(node)) {
      const startIndex = replaced.getStart(file);
      found.push({ startIndex, endIndex: replaced.end, replacement });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => a.startIndex - b.startIndex || a.endIndex - b.endIndex);
}

/** The text with its fault. */
export function mutated(text: string, { startIndex, endIndex, replacement }: Mutation): string {
  return text.slice(0, startIndex) + replacement + text.slice(endIndex);
}

/** True for types and module names. */
function hasNoBehaviour(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
  );
}

interface Replaced {
  readonly node: ts.Node;
  readonly replacement: string;
}

function mutationsAt(node: ts.Node): readonly Replaced[] {
  if (ts.isBinaryExpression(node)) return ofBinary(node);
  if (ts.isPrefixUnaryExpression(node)) return ofPrefix(node);
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) return ofCondition(node);
  if (ts.isWhileStatement(node)) return [{ node: node.expression, replacement: 'false' }];
  if (ts.isCallExpression(node)) return ofCall(node);
  if (ts.isExpressionStatement(node)) return ofStatement(node);
  if (ts.isThrowStatement(node)) return [{ node, replacement: ';' }];
  if (ts.isBlock(node)) return ofBlock(node);
  if (ts.isPropertyAccessExpression(node) && node.questionDotToken) {
    return [{ node: node.questionDotToken, replacement: '.' }];
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 ? [{ node, replacement: '[]' }] : [];
  if (ts.isObjectLiteralExpression(node)) {
    const isAssigned = ts.isBinaryExpression(node.parent) && node.parent.left === node;
    return node.properties.length > 0 && !isAssigned ? [{ node, replacement: '{}' }] : [];
  }
  return ofLiteral(node);
}

function ofBinary(node: ts.BinaryExpression): readonly Replaced[] {
  const { operatorToken, left, right } = node;
  if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [{ node, replacement: left.getText() }];
  }
  // Strings are concatenated with the same operator.
  if (operatorToken.kind === ts.SyntaxKind.PlusToken && !isText(left) && !isText(right)) {
    return [{ node: operatorToken, replacement: '-' }];
  }
  const replacement = swappedOperators[operatorToken.kind];
  return replacement === undefined ? [] : [{ node: operatorToken, replacement }];
}

function isText(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return isText(node.left) || isText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function ofPrefix(node: ts.PrefixUnaryExpression): readonly Replaced[] {
  const { operator, operand } = node;
  const isSign = operator === ts.SyntaxKind.ExclamationToken || operator === ts.SyntaxKind.MinusToken;
  if (isSign) return [{ node, replacement: operand.getText() }];
  return operator === ts.SyntaxKind.PlusPlusToken ? [{ node, replacement: `--${operand.getText()}` }] : [];
}

function ofCondition(node: ts.IfStatement | ts.ConditionalExpression): readonly Replaced[] {
  const condition = ts.isIfStatement(node) ? node.expression : node.condition;
  return ['true', 'false'].map((replacement) => ({ node: condition, replacement }));
}

function ofCall(node: ts.CallExpression): readonly Replaced[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const { name } = expression;
  const swapped = Object.hasOwn(swappedMethods, name.text) ? swappedMethods[name.text] : undefined;
  if (swapped !== undefined) return [{ node: name, replacement: swapped }];
  if (!forgettableMethods.has(name.text) || ts.isExpressionStatement(node.parent)) return [];
  return [{ node, replacement: expression.expression.getText() }];
}

/** Calls, assignments and the like that may be forgotten; super() may not. */
function ofStatement(node: ts.ExpressionStatement): readonly Replaced[] {
  const called = ts.isCallExpression(node.expression) ? node.expression.expression : undefined;
  return called?.kind === ts.SyntaxKind.SuperKeyword ? [] : [{ node, replacement: ';' }];
}

/** The body of a function, which does nothing then; a body of one statement is left to the mutation of that statement. */
function ofBlock(node: ts.Block): readonly Replaced[] {
  return ts.isFunctionLike(node.parent) && node.statements.length > 1 ? [{ node, replacement: '{}' }] : [];
}

function ofLiteral(node: ts.Node): readonly Replaced[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, replacement: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, replacement: 'true' }];
  if (ts.isTemplateExpression(node)) return [{ node, replacement: '``' }];
  if (ts.isRegularExpressionLiteral(node)) return ofPattern(node);
  if (!ts.isNumericLiteral(node) && !ts.isStringLiteralLike(node)) return [];
  if (isNameOfMember(node)) return [];
  if (ts.isNumericLiteral(node)) return [{ node, replacement: `(${node.getText()} + 1)` }];
  return [{ node, replacement: node.text === '' ? "'another'" : "''" }];
}

function isNameOfMember(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (ts.isPropertyAssignment(parent) || ts.isClassElement(parent)) && parent.name === node;
}

/** Patterns without one of their anchors, and with quantifiers that also match nothing. */
function ofPattern(node: ts.RegularExpressionLiteral): readonly Replaced[] {
  const text = node.getText();
  const changed = [
    text.replace(/^\/\^/, '/'),
    text.replace(/(?<!\\)\$(\/[a-z]*)$/, '$1'),
    text.replace(/(?<=[\w)\]])\+(?!\?)/, '*'),
  ];
  return changed.filter((one) => one !== text && !one.startsWith('//')).map((replacement) => ({ node, replacement }));
}
