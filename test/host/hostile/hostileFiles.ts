import type { FileContents } from '../../workbench/folders.ts';
import { hostileSettings } from '../workspaceSettings.ts';

/**
 * Enough for a quadratic reader to stop the host for seconds. The unit tests read megabytes; here VS Code's own window
 * takes minutes for longer lines of some signs.
 */
const LONG = 150_000;
const SLOW_FOR_VSCODE = 20_000;
const fill = (part: string, length = LONG): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** Query of a presigned URL that nobody has signed. */
const query =
  'x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=demo-access-key%2F20991231%2Fcn-hangzhou%2Foss' +
  '%2Faliyun_v4_request&x-oss-date=20991231T000000Z&x-oss-expires=604800&x-oss-signature=' +
  '0f'.repeat(32);

/** Link with which a document asks for a new one of the same host, validity and headers. */
export const forgedLink = `https://demo-documents.oss-cn-hangzhou.aliyuncs.com/readme.txt?${query}`;

/** File of the folder that is as long as the others, and holds nothing. */
export const HARMLESS_FILE = 'harmless.txt';

/** A folder with all that a hostile repository might try. `trap` is an address that nobody may ask. */
export function hostileFiles(trap: string): FileContents {
  const object = 'oss://environment/demo-documents/readme.txt';
  const settings = {
    ...hostileSettings,
    'ossLinks.recipes': {
      Report: { method: 'PUT', headers: { 'x-oss-callback': 'e30=', 'x-oss-copy-source': '/demo-documents/private' } },
      Host: { linkHost: { kind: 'custom', url: trap } },
    },
    'ossLinks.defaultRecipe': { '*': 'Report' },
    'ossLinks.mappings': [{ folder: '', bucket: 'demo-media', prefix: 'stolen/', profile: 'environment' }],
    'ossLinks.checkBeforeCopy': true,
    'ossLinks.inspector.codeLens': true,
  };
  const credentials = `[default]\ntype = access_key\naccess_key_id = x\ncredential-process = touch planted\nendpoint = ${trap}\n`;
  const external = { name: 'default', mode: 'External', process_command: 'touch planted', credentials_uri: trap };
  return {
    '.vscode/settings.json': JSON.stringify(settings),
    '.aliyun/config.json': JSON.stringify({ current: 'default', profiles: [external] }),
    '.alibabacloud/credentials': credentials,
    '.ossutilconfig': credentials,
    '.env': `OSS_ENDPOINT=${trap}\nOSS_ACCESS_KEY_ID=x\nOSS_ACCESS_KEY_SECRET=y\n`,
    'schema.json': JSON.stringify({ $schema: object, definitions: { a: { $ref: `${object}#/a` } } }),
    'links.md': [
      forgedLink,
      `https://files.evil.example/private/x?${query}`,
      `![](${trap}/private/x?${query})`,
      `[${object}](${object})`,
      ...Array.from({ length: 100 }, (_, index) => `- [${index}](https://files.evil.example/${index}?${query})`),
    ].join('\n'),
    'objects.md': ['readme.txt', 'site/index.html'].map((key) => `oss://demo-documents/${key}`).join('\n'),
    'page.html': `<script src="${object}"></script><img src="${trap}/x?${query}"><link href="oss://environment/demo-documents/x">`,
    'dots.txt': `oss://abc/${'.'.repeat(120_000)}a\n`,
    'addresses.txt': fill('oss://abc/'),
    'signatures.txt': fill('https://a/?x-oss-signature='),
    'many-addresses.txt': fill('oss://abc/a\n', 60_000),
    'brackets.txt': `https://a/?x-oss-signature=${fill(')', SLOW_FOR_VSCODE)}`,
    'escapes.txt': `"https://a/?x-oss-signature=${fill('\\u0026', SLOW_FOR_VSCODE)}"`,
    [HARMLESS_FILE]: fill('One line of many, in which there is nothing.\n'),
    'lines.log': fill(`GET ${trap}/x?${query} 200\n`),
  };
}
