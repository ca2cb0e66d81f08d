import * as l10n from '@vscode/l10n';
import { csvText } from '../../text/csv.ts';
import { ledgerTable } from '../../links/ledger/ledgerExport.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Opens the account of what was issued as CSV or JSON, to be kept elsewhere. */
export async function exportIssued(services: Services): Promise<void> {
  const { ledger, profiles, prompts, editors, notifications } = services;
  const links = ledger.list();
  if (links.length === 0) {
    notifications.status(l10n.t('No link has been issued yet.'));
    return;
  }
  const format = await prompts.pick<'csv' | 'json'>({
    title: l10n.t('Export Issued Links'),
    placeholder: l10n.t('The links themselves are not part of it'),
    choices: [
      { label: 'CSV', value: 'csv' },
      { label: 'JSON', value: 'json' },
    ],
  });
  if (isUnanswered(format)) return;
  const names = new Map(profiles.list().map(({ id, name }) => [id, name]));
  const table = ledgerTable(links, (id) => names.get(id) ?? id);
  await editors.open(format === 'csv' ? csvText(table) : jsonText(table), format === 'csv' ? 'csv' : 'json');
}

function jsonText([names = [], ...rows]: readonly (readonly string[])[]): string {
  const objects = rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]])));
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}
