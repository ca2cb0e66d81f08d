import * as l10n from '@vscode/l10n';
import { OPTION_NAMES, type LinkOptions, type OptionName } from '../../links/linkOptions.ts';
import { deserializeValidity } from '../../links/validity.ts';
import { formatDuration } from '../../text/duration.ts';

/** Text of an option in the message after a copy; `undefined` if another part of the message shows it. */
type NoteOf<Name extends OptionName> = (value: Required<LinkOptions>[Name]) => string | undefined;

const noNote = (): undefined => undefined;

const notes: { readonly [Name in OptionName]: NoteOf<Name> } = {
  host: noNote,
  download: ({ type }) => ({ attachment: l10n.t('forced download'), inline: l10n.t('shown in browser') })[type],
  process: () => l10n.t('processed'),
  versionId: () => l10n.t('fixed version'),
  range: () => l10n.t('byte range'),
  contentType: noNote,
  contentLengthBytes: () => l10n.t('exact size'),
  headers: noNote,
  rangeBehavior: noNote,
  response: () => l10n.t('response headers'),
  callback: () => l10n.t('with callback'),
  source: () => l10n.t('restricted source'),
  requestPayer: () => l10n.t('requester pays'),
  trafficLimit: (limit) => l10n.t('at most {0}', limit),
  scoped: noNote,
  bindHost: (isBound) => (isBound ? l10n.t('bound to host') : undefined),
  stable: () => l10n.t('stable URL'),
  signatureVersion: (version) => (version === 'v1' ? 'V1' : undefined),
};

/** Texts about options that differ from a link with default options, such as a longer validity or a forced download. */
export function optionNotes(options: LinkOptions, defaultSeconds: number, locale: string): readonly string[] {
  const validity = deserializeValidity(options.validity);
  const duration =
    validity?.kind === 'duration' && validity.seconds !== defaultSeconds
      ? [formatDuration(validity.seconds, locale)]
      : [];
  const others = OPTION_NAMES.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : ((notes[name] as NoteOf<OptionName>)(value) ?? []);
  });
  return [...duration, ...others];
}
