/** Types of checkVsix.mjs for tests. */
export interface VsixCheck {
  readonly problems: readonly string[];
  readonly summary: string;
}

export function checkVsix(
  file: string,
  options: { readonly root: string; readonly isOnline?: boolean },
): Promise<VsixCheck>;
