import { type IssuedLink, isActive, issuedTarget, validateNote } from '../../links/ledger/ledger.ts';
import { filterIssued, type IssuedGroupNode, type IssuedLinkNode } from './issuedNodes.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';
import * as l10n from '@vscode/l10n';
import { nearestToKey } from '../../tree/findKey.ts';
import type { Services } from '../services.ts';
import { offerToShowBucket } from '../profiles/shownBuckets.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { describeCount } from '../../text/describe.ts';
import { csvText, SPREADSHEET_MARK, spreadsheetText } from '../../text/csv.ts';
import { ledgerTable } from '../../links/ledger/ledgerExport.ts';
import type { LinkMethod, LinkOptions } from '../../links/linkOptions.ts';
import { makeLinks } from '../../links/makeLink.ts';
import { validityText } from '../../links/validity.ts';
import { deliverLinks } from '../copy/deliverLinks.ts';

/** Ledger entries of a command: the selection if it contains the clicked entry, or else that entry. */
export function issuedLinksOf([item, items]: CommandArguments): readonly IssuedLink[] {
  const selection = Array.isArray(items) ? items.filter(isIssued) : [];
  const clicked = isIssued(item) ? [item] : [];
  const nodes = clicked.every(({ id }) => selection.some((node) => node.id === id)) ? selection : clicked;
  const links = nodes.flatMap((node) => (node.kind === 'issuedGroup' ? node.links : [node])).map(({ link }) => link);
  return [...new Map(links.map((link) => [link.id, link])).values()];
}

function isIssued(value: unknown): value is IssuedGroupNode | IssuedLinkNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && /^issued(Group|Link)$/.test(String(value.kind))
  );
}

/** Reveals the object of an issued link in the tree, or the nearest listed folder. */
export async function revealIssued(
  links: readonly IssuedLink[],
  services: Pick<Services, 'notifications' | 'profiles' | 'tree' | 'reveal'>,
): Promise<void> {
  const { tree, reveal, notifications } = services;
  const [link] = links;
  if (!link) return;
  const node = await nearestToKey(link, tree);
  if (!node) notifications.status(l10n.t('The profile of this link was removed'));
  else if (node.kind === 'profile') offerToShowBucket(link, () => revealIssued(links, services), services);
  else await reveal(node);
}

/** Asks for a filter of the view; an empty one shows all links again. */
export async function filterIssuedLinks({
  issuedFilter,
  prompts,
}: Pick<Services, 'prompts' | 'issuedFilter'>): Promise<void> {
  const answer = await prompts.input({
    title: l10n.t('Filter Issued Links'),
    prompt: l10n.t('Text in the bucket, key, host, or note (leave empty to show all)'),
    value: issuedFilter.get(),
  });
  if (!isUnanswered(answer)) issuedFilter.set(answer);
}

/** Asks for the note of an issued link, for example its receiver. */
export async function editNote(
  [link]: readonly IssuedLink[],
  { ledger, prompts }: Pick<Services, 'prompts' | 'ledger'>,
): Promise<void> {
  if (!link) return;
  const answer = await prompts.input({
    title: l10n.t('Edit Note'),
    prompt: l10n.t('Who is this link for? (leave empty to remove the note)'),
    value: link.note ?? '',
    check: (text) => checkInput(validateNote, text),
  });
  if (!isUnanswered(answer)) await ledger.note(link.id, answer);
}

/** Removes entries from the ledger; several or active ones after a confirmation. The links keep working. */
export async function removeFromLedger(links: readonly IssuedLink[], services: Services): Promise<void> {
  const { ledger, prompts, notifications, now, locale } = services;
  const [first] = links;
  if (!first) return;
  const active = links.filter((link) => isActive(link, now())).length;
  if (active > 0 || links.length > 1) {
    const remove = l10n.t('Remove from List');
    const answer = await prompts.decide({
      message:
        links.length === 1
          ? l10n.t('Remove this link from the list?')
          : l10n.t('Remove these {0} links from the list?', describeCount(links.length, locale)),
      detail:
        active === 0
          ? l10n.t('They have expired.')
          : l10n.t(
              links.length === 1
                ? 'The link keeps working. It has not expired.'
                : active === 1
                  ? 'The links keep working. 1 of them has not expired.'
                  : 'The links keep working. {0} of them have not expired.',
              describeCount(active, locale),
            ),
      answers: [remove],
    });
    if (answer !== remove) return;
  }
  await ledger.forget(links.map(({ id }) => id));
  notifications.status(removedText(links.length, locale));
}

/** Removes the expired entries that the view shows, several after a confirmation. */
export async function removeExpired(services: Services): Promise<void> {
  const { ledger, issuedFilter, now, notifications } = services;
  const shown = filterIssued(ledger.list(), issuedFilter.get());
  const expired = shown.filter((link) => !isActive(link, now()));
  if (expired.length === 0) notifications.status(l10n.t('No link in the list has expired'));
  else await removeFromLedger(expired, services);
}

function removedText(count: number, locale: string): string {
  return l10n.t(
    count === 1 ? 'Removed 1 link from the list' : 'Removed {0} links from the list',
    describeCount(count, locale),
  );
}

/** Opens the ledger as CSV or JSON. */
export async function exportIssued(services: Services): Promise<void> {
  const { ledger, profiles, prompts, editors, notifications } = services;
  const links = ledger.list();
  if (links.length === 0) {
    notifications.status(l10n.t('No links issued yet'));
    return;
  }
  const format = await prompts.pick<LedgerFormat>({
    title: l10n.t('Export Issued Links'),
    placeholder: l10n.t('Select a format (the export has no URLs)'),
    choices: [
      {
        label: l10n.t('CSV for spreadsheets'),
        description: l10n.t('for Excel and others: no value is read as a formula'),
        value: 'spreadsheet',
      },
      { label: l10n.t('CSV, exact'), description: l10n.t('for programs: every value unchanged'), value: 'csv' },
      { label: 'JSON', value: 'json' },
    ],
  });
  if (isUnanswered(format)) return;
  const names = new Map(profiles.list().map(({ id, name }) => [id, name]));
  const table = ledgerTable(links, (id) => names.get(id) ?? id);
  await editors.open(LEDGER_TEXTS[format](table), format === 'json' ? 'json' : 'csv');
}

type LedgerFormat = 'spreadsheet' | 'csv' | 'json';

const LEDGER_TEXTS: Readonly<Record<LedgerFormat, (rows: readonly (readonly string[])[]) => string>> = {
  spreadsheet: (rows) => SPREADSHEET_MARK + spreadsheetText(rows),
  csv: csvText,
  json: jsonText,
};

function jsonText([names = [], ...rows]: readonly (readonly string[])[]): string {
  const objects = rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]])));
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

/** Makes new links with the options and the format of issued ones, and copies them. */
export async function copyNewLinks(issued: readonly IssuedLink[], services: Services): Promise<void> {
  const { profiles, memory, notifications } = services;
  const known = new Set(profiles.list().map(({ id }) => id));
  const signable = issued.filter(({ profileId }) => known.has(profileId));
  if (signable.length < issued.length) {
    notifications.warn(
      l10n.t('The profile that signed the link was removed. Add it again, or select the object in the tree.'),
    );
  }
  const wanted = signable.flatMap((one) => {
    const target = issuedTarget(one);
    const { method, options } = one;
    return target && method !== 'POST' ? [{ target, options: optionsOf({ method, options }, services) }] : [];
  });
  const links = await makeLinks(wanted, services);
  // Lazy: the formats are a large chunk.
  const { formatById } = await import('../../links/formats/formats.ts');
  const format = formatById(signable[0]?.format ?? '');
  const isDelivered = await deliverLinks(links, services, format && { format });
  const [first] = links;
  if (first && isDelivered) await memory.rememberLink({ ...first, ...(format && { format: format.id }) });
}

/** Options of an issued link. The last duration replaces a fixed moment, which may have passed. */
function optionsOf(
  { method, options }: { readonly method: LinkMethod; readonly options: LinkOptions | undefined },
  { memory }: Pick<Services, 'memory'>,
): LinkOptions {
  const duration = validityText(memory.defaultValidity);
  if (!options) return { method, validity: duration };
  return /^(\d+[dhms])+$/.test(options.validity) ? options : { ...options, validity: duration };
}
