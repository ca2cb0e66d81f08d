import { readRegion } from '../../oss/hosts/readRegion.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { KeyPlan, RoleSession } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';

/** Fields of one profile in a configuration, with errors that name a missing field. */
export class ProfileFields {
  readonly file: string;
  readonly profile: string;
  readonly #find: (name: string) => string | undefined;

  /** `find` returns a field by its name in that file. */
  constructor(file: string, profile: string, find: (name: string) => string | undefined) {
    this.file = file;
    this.profile = profile;
    this.#find = find;
  }

  /** Text of the first non-empty field; `undefined` if there is none. */
  optional(...names: readonly string[]): string | undefined {
    return names.map((name) => this.#find(name)?.trim()).find((text) => text !== undefined && text !== '');
  }

  required(...names: readonly string[]): string {
    const text = this.optional(...names);
    if (text === undefined) throw new CredentialSourceError('FieldMissing', this.file, this.profile, names[0] ?? '');
    return text;
  }

  /**
   * Region of a field in any spelling of tools and consoles; a text that names none is kept, so that its error quotes
   * it.
   */
  region(name: string): string | undefined {
    const text = this.optional(name);
    return text === undefined ? undefined : (readRegion(text)?.region ?? text);
  }

  /** Positive number of seconds; anything else counts as absent, because tools write 0 for "not set". */
  optionalSeconds(name: string): number | undefined {
    const seconds = Number(this.optional(name));
    return seconds > 0 ? seconds : undefined;
  }

  unsupported(mode: string): CredentialSourceError {
    return new CredentialSourceError('ModeUnsupported', this.file, this.profile, mode);
  }
}

/** Field names of the parts of an AccessKey in a file. */
export interface KeyNames {
  readonly id: readonly string[];
  readonly secret: readonly string[];
  readonly token: readonly string[];
}

/** AccessKey in a file; its token is required, optional, or ignored. */
export function keyPlan(fields: ProfileFields, names: KeyNames, token: 'required' | 'optional' | 'none'): KeyPlan {
  const securityToken =
    token === 'required'
      ? fields.required(...names.token)
      : token === 'optional'
        ? fields.optional(...names.token)
        : undefined;
  return {
    kind: 'key',
    credentials: omitUndefined({
      accessKeyId: fields.required(...names.id),
      accessKeySecret: fields.required(...names.secret),
      securityToken,
    }),
  };
}

/** Field names of the parts of a role session in a file. */
export type SessionNames = Readonly<Record<Exclude<keyof RoleSession, 'policy'>, string>>;

export function roleSession(fields: ProfileFields, names: SessionNames): RoleSession {
  return omitUndefined({
    roleArn: fields.required(names.roleArn),
    sessionName: fields.optional(names.sessionName),
    durationSeconds: fields.optionalSeconds(names.durationSeconds),
    stsRegion: fields.optional(names.stsRegion),
    stsEndpoint: fields.optional(names.stsEndpoint),
  });
}
