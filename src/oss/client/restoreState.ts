/** Whether an archived object can be read: not before it is restored, and then for some days. */
export type RestoreState =
  | { readonly kind: 'archived' }
  | { readonly kind: 'restoring' }
  /** `until` is absent if OSS sends it in a format of its own. */
  | { readonly kind: 'restored'; readonly until?: Date };

/** Properties of an object that its restore state depends on, from a list or from the headers of the object. */
export interface RestorableObject {
  readonly storageClass?: string | undefined;
  readonly restoreInfo?: string | undefined;
}

/** Restore state of an object; `undefined` for objects that are not archived. */
export function restoreState({ storageClass = '', restoreInfo = '' }: RestorableObject): RestoreState | undefined {
  if (!/archive/i.test(storageClass)) return undefined;
  if (restoreInfo.includes('ongoing-request="true"')) return { kind: 'restoring' };
  if (!restoreInfo.includes('ongoing-request="false"')) return { kind: 'archived' };
  const [, text = ''] = /expiry-date="([^"]+)"/.exec(restoreInfo) ?? [];
  const until = new Date(text);
  return Number.isNaN(until.getTime()) ? { kind: 'restored' } : { kind: 'restored', until };
}

/** True for an archived object that is not restored. */
export function isUnreadable(object: RestorableObject): boolean {
  const state = restoreState(object);
  return state !== undefined && state.kind !== 'restored';
}
