import { needsCustomDomain } from '../../oss/errors/errors.ts';
import { chooseBrowsingHost, chooseLinkHost } from './chooseHost.ts';
import { bucketRefOf, nodesOf, type Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Commands that choose the host of links and of browsing. */
export const hostCommands = {
  chooseLinkHost: (args, services) => {
    const [node] = nodesOf(args);
    const needsDomain = node?.kind === 'problem' && needsCustomDomain(node.error);
    return chooseLinkHost(bucketRefOf(args), services, { needsCustomDomain: needsDomain });
  },
  chooseBrowsingHost: (args, services) => chooseBrowsingHost(bucketRefOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;
