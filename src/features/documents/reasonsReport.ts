import * as l10n from '@vscode/l10n';
import { linkName } from '../../links/details/linkFacts.ts';
import { visibleText } from '../../text/plainText.ts';
import type { LinkReplacement } from './linkReplacements.ts';

/** Upper bound on the characters of a name in the report. */
const MAX_NAME_LENGTH = 200;

/** Report of the links that were not replaced: location, name and reason of each, never the link. */
export function reasonsReport(refused: readonly LinkReplacement[]): string {
  const rows = refused.map(({ path, line, details, result }) => {
    const reason = 'reason' in result ? result.reason : '';
    return `| ${[`${path}:${line}`, linkName(details), reason].map(cellOf).join(' | ')} |`;
  });
  const heading = [l10n.t('File'), l10n.t('Link'), l10n.t('Reason')];
  return [`| ${heading.join(' | ')} |`, '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** Text of a table cell, in which Markdown and HTML have no effect. */
function cellOf(text: string): string {
  return visibleText(text, MAX_NAME_LENGTH).replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&');
}
