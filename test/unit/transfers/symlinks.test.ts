import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findSymlinkTarget } from '../../../src/transfers/symlinks.ts';

describe('findSymlinkTarget', () => {
  let root = '';
  const at = (...names: string[]): string => path.join(root, ...names);

  beforeEach(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'oss-links-symlinks-')));
    for (const folder of ['project', 'project/assets', 'home']) await mkdir(at(folder));
    await writeFile(at('home/id_ed25519'), 'secret');
    await writeFile(at('project/assets/real.png'), 'image');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('returns the target of a workspace file outside the workspace', async () => {
    await symlink(at('home/id_ed25519'), at('project/logo.png'));
    assert.equal(await findSymlinkTarget(at('project/logo.png'), at('project')), at('home/id_ed25519'));
  });

  it('returns the target of a workspace folder outside the workspace', async () => {
    await symlink(at('home'), at('project/images'));
    assert.equal(await findSymlinkTarget(at('project/images/id_ed25519'), at('project')), at('home/id_ed25519'));
  });

  it('returns nothing for files, and for symlinks within the workspace', async () => {
    await symlink(at('project/assets/real.png'), at('project/logo.png'));
    assert.equal(await findSymlinkTarget(at('project/logo.png'), at('project')), undefined);
    assert.equal(await findSymlinkTarget(at('project/assets/real.png'), at('project')), undefined);
  });

  it('returns nothing if the workspace folder itself is a symlink', async () => {
    await symlink(at('project'), at('opened'));
    assert.equal(await findSymlinkTarget(at('opened/assets/real.png'), at('opened')), undefined);
  });

  it('treats the folder of a file outside the workspace as its boundary', async () => {
    await symlink(at('home/id_ed25519'), at('project/logo.png'));
    assert.equal(await findSymlinkTarget(at('project/logo.png')), at('home/id_ed25519'));
    assert.equal(await findSymlinkTarget(at('home/id_ed25519')), undefined);
  });
});
