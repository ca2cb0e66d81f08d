import type { LinkMethod, OptionName } from '../../../links/linkOptions.ts';
import { methodsOf, OPTION_NAMES } from '../../../links/linkOptions.ts';
import { callbackRows } from './callbackRows.ts';
import {
  bindHostRow,
  payerRow,
  scopedRows,
  signatureVersionRow,
  sourceRows,
  stableRow,
  trafficLimitRow,
  type SignatureFacts,
} from './commonRows.ts';
import {
  downloadRow,
  processRow,
  rangeBehaviorRow,
  rangeRow,
  responseRows,
  versionRows,
  type DownloadFacts,
} from './downloadRows.ts';
import type { FormRow, RowContext } from './formRow.ts';
import { headersRow } from './headersRow.ts';
import { hostRow, type LinkHostFacts } from './hostRow.ts';
import { contentTypeRow, sizeRow, type UploadFacts } from './uploadRows.ts';

/** Section of the form. */
export type Section = 'link' | 'response' | 'callback' | 'access' | 'signature';

/** Facts that the rows of all options use. */
export interface OptionFacts extends SignatureFacts, DownloadFacts, UploadFacts, LinkHostFacts {}

interface OptionRows {
  readonly section: Section;
  readonly rows: (context: RowContext<OptionFacts>) => readonly FormRow[];
}

/** Section and rows of each option. Rows follow the order of the options. */
const optionRows: Readonly<Record<OptionName, OptionRows>> = {
  host: { section: 'link', rows: (context) => [hostRow(context)] },
  download: { section: 'link', rows: (context) => [downloadRow(context)] },
  process: { section: 'link', rows: (context) => [processRow(context)] },
  versionId: { section: 'link', rows: versionRows },
  range: { section: 'link', rows: (context) => [rangeRow(context)] },
  contentType: { section: 'link', rows: (context) => [contentTypeRow(context)] },
  contentLengthBytes: { section: 'link', rows: (context) => [sizeRow(context)] },
  headers: { section: 'link', rows: (context) => [headersRow(context)] },
  rangeBehavior: { section: 'response', rows: (context) => [rangeBehaviorRow(context)] },
  response: { section: 'response', rows: responseRows },
  callback: { section: 'callback', rows: callbackRows },
  source: { section: 'access', rows: sourceRows },
  requestPayer: { section: 'access', rows: (context) => [payerRow(context)] },
  trafficLimit: { section: 'access', rows: (context) => [trafficLimitRow(context)] },
  scoped: { section: 'signature', rows: scopedRows },
  bindHost: { section: 'signature', rows: (context) => [bindHostRow(context)] },
  stable: { section: 'signature', rows: (context) => [stableRow(context)] },
  signatureVersion: { section: 'signature', rows: (context) => [signatureVersionRow(context)] },
};

/** Rows of the options that a method has, by section. Sections without rows are absent. */
export function rowsBySection(
  method: LinkMethod,
  context: RowContext<OptionFacts>,
): ReadonlyMap<Section, readonly FormRow[]> {
  const sections = new Map<Section, readonly FormRow[]>();
  for (const name of OPTION_NAMES.filter((option) => methodsOf(option).includes(method))) {
    const { section, rows } = optionRows[name];
    sections.set(section, [...(sections.get(section) ?? []), ...rows(context)]);
  }
  return sections;
}
