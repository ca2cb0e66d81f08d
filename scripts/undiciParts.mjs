/**
 * The parts of undici that src/http/undiciTransport.ts uses, as undici's own index.js puts them together. Its fetch,
 * caches, mocks and WebSockets would be most of the package otherwise.
 */
import api from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';

Object.assign(Dispatcher.prototype, api);

export default { Agent, Pool, ProxyAgent };
