import { omitUndefined } from '../../oss/optional.ts';
import { findValue, parseConfigSections } from './configSections.ts';
import { keyPlan, ProfileFields, type KeyNames } from './fields.ts';
import type { CredentialPlan } from './credentialPlan.ts';
import type { SourceProfile } from './sourceProfile.ts';

const KEY: KeyNames = { id: ['access_key_id'], secret: ['access_key_secret'], token: ['security_token'] };

/** Profiles of the file that Alibaba Cloud's SDKs share, without disabled ones. */
export function readSdkCredentials(text: string, file: string): readonly SourceProfile[] {
  // In the SDKs' documentation, comments also follow values and names.
  const sections = parseConfigSections(text.replaceAll(/(?<=\s)#.*$/gm, ''));
  return sections.flatMap(({ name, values }): SourceProfile[] => {
    const fields = new ProfileFields(file, name, (field) => findValue(values, field));
    if (fields.optional('enable')?.toLowerCase() === 'false') return [];
    return [omitUndefined({ name, region: fields.region('region_id'), buckets: [], plan: () => planOf(fields) })];
  });
}

function planOf(fields: ProfileFields): CredentialPlan {
  const type = fields.required('type');
  switch (type.toLowerCase()) {
    case 'access_key':
      return keyPlan(fields, KEY, 'none');
    case 'sts':
      return keyPlan(fields, KEY, 'required');
    case 'ram_role_arn':
      return { kind: 'role', base: keyPlan(fields, KEY, 'optional'), ...sessionOf(fields) };
    case 'oidc_role_arn':
      return {
        kind: 'oidc',
        providerArn: fields.required('oidc_provider_arn'),
        tokenFile: fields.required('oidc_token_file_path'),
        ...sessionOf(fields),
      };
    case 'ecs_ram_role':
      return omitUndefined({ kind: 'instanceRole' as const, roleName: fields.optional('role_name') });
    case 'credentials_uri':
      return { kind: 'uri', uri: fields.required('credentials_uri') };
    default:
      throw fields.unsupported(type);
  }
}

function sessionOf(fields: ProfileFields): { roleArn: string; sessionName?: string; policy?: string } {
  return omitUndefined({
    roleArn: fields.required('role_arn'),
    sessionName: fields.optional('role_session_name'),
    policy: fields.optional('policy'),
  });
}
