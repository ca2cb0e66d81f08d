import type { Permission } from '../../oss/errors/permissions.ts';
import { addBucket, listAllBuckets, removeBucket } from './shownBuckets.ts';
import { addProfile } from './addProfile.ts';
import { chooseLinkRole } from './chooseLinkRole.ts';
import { copyPolicy, permissionLackedBy } from './testProfile.ts';
import { editProfile, removeProfile } from './editProfile.ts';
import { enterSecret } from './enterSecret.ts';
import { importProfiles } from './importProfiles.ts';
import { reviewCommand } from './reviewCommand.ts';
import {
  addedBuckets,
  nodesOf,
  profileIdOf,
  profileIdsOf,
  type CommandArguments,
  type Handler,
} from '../targets/commandArguments.ts';
import { copyKeysToSecretStorage } from './copyKeyToSecretStorage.ts';
import { testProfile } from './testProfile.ts';
import type { CommandName } from '../../ids.ts';

/** Command table: add, change and test profiles, and choose the buckets that they show. */
export const profileCommands = {
  addProfile: (_, services) => addProfile(services),
  editProfile: (args, services) => editProfile(profileIdOf(args), services),
  removeProfile: (args, services) => removeProfile(profileIdOf(args), services),
  enterSecret: (args, services) => enterSecret(profileIdOf(args), services),
  importProfiles: (_, services) => importProfiles(services),
  storeKeys: (args, services) => copyKeysToSecretStorage(profileIdsOf(nodesOf(args)), services),
  reviewCommand: (args, services) => reviewCommand(profileIdOf(args), services),
  addBucket: (args, services) => addBucket(profileIdOf(args), services),
  removeBucket: (args, services) => removeBucket(addedBuckets(nodesOf(args)), services),
  listAllBuckets: (args, services) => listAllBuckets(nodesOf(args)[0], services),
  copyPolicy: (args, services) => copyPolicy(permissionOf(args), services),
  testProfile: (args, services) => testProfile(profileIdOf(args), services),
  chooseLinkRole: (args, services) => chooseLinkRole(profileIdOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;

function permissionOf(args: CommandArguments): Permission | undefined {
  const [given] = args;
  const [node] = nodesOf([given]);
  if (node) return node.kind === 'problem' ? permissionLackedBy(node) : undefined;
  return typeof given === 'object' && given !== null && 'action' in given ? (given as Permission) : undefined;
}
