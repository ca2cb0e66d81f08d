import assert from 'node:assert/strict';
import { knownHeaders } from '../../../../src/links/headers/knownHeaders.ts';

describe('knownHeaders', () => {
  it('are each described, and meant for some method', () => {
    for (const known of knownHeaders) {
      assert.ok(known.describe().length > 10, known.name);
      assert.ok(known.methods.length > 0, known.name);
    }
  });

  it('are proposed once each', () => {
    const names = knownHeaders.map(({ name }) => name.toLowerCase());
    assert.deepEqual([...new Set(names)], names);
  });
});
