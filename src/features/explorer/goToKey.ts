import * as l10n from '@vscode/l10n';
import { addressOptions } from '../../links/details/linkAddress.ts';
import { readAddress, type Address } from '../../oss/names/address.ts';
import { findKey, containerOfKey } from '../../tree/findKey.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type InputCheck } from '../../ui/prompts/questions.ts';
import { ossUri } from './copyAddress.ts';
import { offerToShowBucket } from '../profiles/shownBuckets.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Reveals the object or folder of an address that the user types, pastes or has on the clipboard. */
export async function goToKey(services: Services): Promise<void> {
  const title = l10n.t('Go to Key');
  if (!(await requireProfile(services))) return;
  const { prompts } = services;
  const options = addressOptions(services);
  const read = (text: string): Address => readAddress(text, options);
  const copied = await addressOnClipboard(services, read);
  const text = await prompts.input({
    title,
    prompt:
      copied === undefined
        ? l10n.t('Enter oss://bucket/key, bucket/key, a URL (presigned or not), or the URL of a console page')
        : l10n.t('Enter oss://bucket/key, bucket/key, or a URL (filled from the clipboard)'),
    placeholder: 'oss://bucket/key',
    ...(copied !== undefined && { value: ossUri(copied) }),
    check: (typed) => checkInput(read, typed) ?? destinationHint(typed, read(typed)),
  });
  if (isUnanswered(text)) return;
  await goTo(read(text), title, services);
}

/** Only the address of a URL is used, so that no signature is shown. */
async function addressOnClipboard(
  { clipboard }: Pick<Services, 'clipboard'>,
  read: (text: string) => Address,
): Promise<Address | undefined> {
  const text = (await clipboard.readText()).trim();
  // Only texts with a scheme are offered; many other texts could be a bucket and a key.
  if (!/^(oss|https?):\/\/\S+$/i.test(text) || checkInput(read, text)) return undefined;
  const address = read(text);
  return address.key === '' ? undefined : address;
}

function destinationHint(typed: string, address: Address): InputCheck | undefined {
  const uri = ossUri(address);
  return typed.trim() === uri ? undefined : { severity: 'info', message: l10n.t('Goes to {0}', uri) };
}

async function goTo(address: Address, title: string, services: Services): Promise<void> {
  const { tree, profiles, notifications, reveal } = services;
  const { bucket, key, region } = address;
  const containers = await Promise.all(
    profiles.list().map(async (profile) => ({
      profile,
      container: await containerOfKey({ profileId: profile.id, ...address }, tree),
    })),
  );
  const showing = containers.flatMap(({ profile, container }) => (container ? [profile] : []));
  const profileId = await askProfileId(services, title, showing.length > 0 ? showing : profiles.list());
  if (profileId === undefined) return;
  if (showing.length === 0) {
    offerToShowBucket({ profileId, bucket, region }, () => goTo(address, title, services), services);
    return;
  }
  // Folders are often written without the trailing slash.
  const node =
    (await findKey({ profileId, bucket, key }, services)) ??
    (key.endsWith('/') ? undefined : await findKey({ profileId, bucket, key: `${key}/` }, services));
  if (node) await reveal(node);
  else notifications.info(l10n.t("{0} doesn't exist.", ossUri(address)));
}
