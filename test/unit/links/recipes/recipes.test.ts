import assert from 'node:assert/strict';
import {
  defaultRecipeName,
  isRecipe,
  readRecipes,
  recipeId,
  type BrokenRecipe,
  type Recipe,
} from '../../../../src/links/recipes/recipes.ts';
import { noon } from '../../../support/emulator/handMade.ts';

const context = { now: noon, defaultSeconds: 3600 };

async function read(record: unknown, source: 'user' | 'workspace' = 'user'): Promise<Recipe | BrokenRecipe> {
  const settings = { user: undefined, workspace: undefined, [source]: { A: record } };
  const [recipe] = await readRecipes(settings, context);
  return recipe ?? assert.fail('no recipe was read');
}

describe('recipes', () => {
  it('are downloads with the default validity unless they say otherwise', async () => {
    assert.deepEqual(await read({}), {
      kind: 'recipe',
      name: 'A',
      source: 'user',
      options: { method: 'GET', validity: '1h' },
    });
  });

  it('keep their options, with a normalized validity', async () => {
    const recipe = await read({ method: 'PUT', validity: 'PT90M', format: 'curl', headers: { 'x-oss-meta-a': '1' } });
    assert.deepEqual(recipe, {
      kind: 'recipe',
      name: 'A',
      source: 'user',
      options: { method: 'PUT', validity: '1h30m', contentType: 'auto', headers: { 'x-oss-meta-a': '1' } },
      format: 'curl',
    });
  });

  it('may have more than seven days with V1', async () => {
    const recipe = await read({ validity: '30d', signatureVersion: 'v1' });
    assert.deepEqual(recipe.kind === 'recipe' && recipe.options.validity, '30d');
    assert.equal((await read({ validity: '30d' })).kind, 'broken');
  });

  it('of the user come first, then those of the workspace, each marked', async () => {
    const recipes = await readRecipes({ user: { A: {} }, workspace: { A: {}, B: {} } }, context);
    assert.deepEqual(
      recipes.map(({ name, source }) => `${name} ${source}`),
      ['A user', 'A workspace', 'B workspace'],
    );
  });

  for (const nothing of [undefined, null, 'text', 7]) {
    it(`are empty if the setting is ${String(nothing)}`, async () => {
      assert.deepEqual(await readRecipes({ user: nothing, workspace: undefined }, context), []);
    });
  }

  const broken: readonly (readonly [problem: RegExp, record: unknown])[] = [
    [/^validty is invalid/, { validty: '1h' }],
    [/^download\.type is invalid/, { download: { type: 'save' } }],
    [/^A is invalid/, 'text'],
    [/at most 7 days/, { validity: '8d' }],
    [/^Enter a /, { trafficLimit: 'fast' }],
    [/works with PUT/, { contentType: 'text/plain' }],
    [/is an OSS host/, { host: 'oss-cn-hangzhou.aliyuncs.com' }],
  ];
  for (const [problem, record] of broken) {
    it(`stay in the list with their error: ${JSON.stringify(record)}`, async () => {
      const recipe = await read(record);
      assert.match(recipe.kind === 'broken' ? recipe.problem : '', problem);
    });
  }
});

describe('a recipe of the workspace', () => {
  const narrowing: readonly unknown[] = [
    { validity: '1h', download: { type: 'attachment' }, process: 'image/resize,w_9', trafficLimit: '1 MB/s' },
    { source: { addresses: '10.0.0.0/8' }, bindHost: true, scoped: true, format: 'markdown' },
    { method: 'PUT', headers: { 'x-oss-object-acl': 'private', 'x-oss-forbid-overwrite': 'true' } },
  ];
  for (const record of narrowing) {
    it(`may narrow a link: ${JSON.stringify(record)}`, async () => {
      assert.equal((await read(record, 'workspace')).kind, 'recipe');
    });
  }

  const loosening: readonly object[] = [
    { host: 'files.example.com' },
    { host: 'accelerate' },
    { validity: '61m' },
    { scoped: false },
    { stable: 'day' },
    { signatureVersion: 'v1' },
    { method: 'PUT', headers: { 'X-OSS-Object-ACL': 'public-read' } },
    { method: 'PUT', headers: { 'x-oss-object-acl': 'default' } },
    {
      method: 'PUT',
      headers: { 'X-OSS-Callback': 'eyJjYWxsYmFja1VybCI6Imh0dHBzOi8vZXhhbXBsZS5jb20iLCJjYWxsYmFja0JvZHkiOiJhIn0=' },
    },
    { method: 'PUT', headers: { 'x-oss-copy-source': '/docs/secret.txt' } },
    { method: 'PUT', headers: { 'x-oss-server-side-encryption': 'KMS', 'x-oss-server-side-encryption-key-id': 'k' } },
    { requestPayer: 'requester' },
    { method: 'PUT', headers: { 'x-oss-tagging': 'billing=victim' } },
    { method: 'PUT', headers: { 'X-Oss-Request-Payer': 'requester' } },
    { method: 'PUT', headers: { 'x-oss-callback-var': 'eyJ4OmEiOiJiIn0=' } },
    { method: 'PUT', callback: { urls: ['https://example.com'], body: 'a' } },
  ];
  for (const record of loosening) {
    it(`cannot loosen a link: ${JSON.stringify(record)}`, async () => {
      const refused = await read(record, 'workspace');
      assert.match(refused.kind === 'broken' ? refused.problem : '', /workspace recipes can't /i);
      assert.equal((await read(record)).kind, 'recipe', "the user's own may");
    });
  }
});

describe('a used recipe', () => {
  const recipe = async (record: unknown, source: 'user' | 'workspace'): Promise<Recipe> => {
    const parsed = await read(record, source);
    return parsed.kind === 'recipe' ? parsed : assert.fail(parsed.problem);
  };

  it('does not match a recipe of the same name in another folder', async () => {
    const used = recipeId(await recipe({ validity: '5m' }, 'workspace'));
    assert.equal(isRecipe(used, await recipe({ validity: '5m' }, 'workspace')), true);
    assert.equal(isRecipe(used, await recipe({ validity: '6m' }, 'workspace')), false);
    assert.equal(isRecipe(used, await recipe({ validity: '5m', format: 'curl' }, 'workspace')), false);
    assert.equal(isRecipe(used, await recipe({ validity: '5m' }, 'user')), false);
  });

  it('is still recognised when the user changes their own', async () => {
    const used = recipeId(await recipe({ validity: '5m' }, 'user'));
    assert.equal(isRecipe(used, await recipe({ validity: '6m' }, 'user')), true);
  });
});

describe('the default recipe', () => {
  it('is that of the bucket, or else of the profile, or else of all', () => {
    const defaults = { 'Work/docs': 'a', Work: 'b', '*': 'c' };
    assert.equal(defaultRecipeName(defaults, 'Work', 'docs'), 'a');
    assert.equal(defaultRecipeName(defaults, 'Work', 'logs'), 'b');
    assert.equal(defaultRecipeName(defaults, 'Home', 'docs'), 'c');
    assert.equal(defaultRecipeName({}, 'Work', 'docs'), undefined);
  });
});
