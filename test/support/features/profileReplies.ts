import assert from 'node:assert/strict';
import type { ProfileSecret } from '../../../src/profiles/profile.ts';
import type { Reply } from '../ui/scriptedPrompts.ts';
import type { CommandBench } from './commandBench.ts';

/** Labels of the types of a custom host. */
export const CNAME = 'Custom domain (CNAME) of one bucket';
export const PATH = 'Endpoint with the bucket in the path';

/** Answers about an AccessKey: ID, secret and, for temporary credentials, the token. */
export function keyReplies({ accessKeyId, accessKeySecret, securityToken }: ProfileSecret): readonly Reply[] {
  return securityToken === undefined
    ? [accessKeyId, accessKeySecret]
    : [accessKeyId, { press: 'Add STS Token' }, accessKeySecret, securityToken];
}

/** URL of the emulator. */
export function emulatorUrl(bench: CommandBench): string {
  return bench.oss.endpoint.kind === 'custom' ? bench.oss.endpoint.url : assert.fail();
}

/** Answers to all questions about a profile at the emulator: AccessKey, endpoint, its region, and name. */
export function profileReplies(bench: CommandBench, name: string, key: ProfileSecret): readonly Reply[] {
  return [...keyReplies(key), emulatorUrl(bench), 'cn-hangzhou', name];
}
