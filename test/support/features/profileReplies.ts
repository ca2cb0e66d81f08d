import assert from 'node:assert/strict';
import type { ProfileSecret } from '../../../src/profiles/profile.ts';
import type { Reply } from '../ui/scriptedPrompts.ts';
import type { CommandBench } from './commandBench.ts';

/** What a custom host is, as the questions put it. */
export const CNAME = 'A custom domain (CNAME) of one bucket';
export const PATH = 'An endpoint with the bucket in the path';

/** The answers to all questions about a profile at the emulator: name, source, key, secret, token, region, kind, endpoint. */
export function profileReplies(bench: CommandBench, name: string, key: ProfileSecret): readonly Reply[] {
  const url = bench.oss.endpoint.kind === 'custom' ? bench.oss.endpoint.url : assert.fail();
  return [
    name,
    'AccessKey',
    key.accessKeyId,
    key.accessKeySecret,
    key.securityToken ?? '',
    'cn-hangzhou',
    'Custom…',
    url,
  ];
}
