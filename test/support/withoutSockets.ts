import net from 'node:net';

/**
 * Mocha hooks of the unit tests: a server fails the test that starts one, so that tests with sockets stay among the
 * integration tests.
 */
export const mochaHooks = {
  beforeAll() {
    net.Server.prototype.listen = () => {
      throw new Error('a unit test opens no sockets: move its file to test/integration');
    };
  },
};
