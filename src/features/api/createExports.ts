// Lazy border: activation returns the exports, and their first call loads the services.
import type { Services } from '../services.ts';
import type { ApiV1, ExtensionExports } from './api.ts';
import type { LinkApi } from './linkApi.ts';

/** Creates the exports. The first call loads the services. */
export function createExports(load: () => Promise<Services>): ExtensionExports {
  let linkApi: Promise<LinkApi> | undefined;
  const loadApi = async (): Promise<LinkApi> => {
    const services = await load();
    const { LinkApi: Api } = await import('./linkApi.ts');
    return new Api(services);
  };
  const api: ApiV1 = Object.freeze({
    version: 1,
    async createLink(request) {
      return (await (linkApi ??= loadApi())).createLink(request);
    },
  } satisfies ApiV1);
  return {
    getApi(version: number) {
      if (version !== 1) throw new RangeError(`OSS Presigned Links has version 1 of its API, not ${String(version)}.`);
      return api;
    },
  };
}
