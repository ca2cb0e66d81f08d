import assert from 'node:assert/strict';
import { proposedHeaders } from '../../../../src/links/headers/proposedHeaders.ts';

describe('knownHeaders', () => {
  it('each have a description and a method', () => {
    for (const known of proposedHeaders) {
      assert.ok(known.describe().length > 10, known.name);
      assert.ok(known.methods.length > 0, known.name);
    }
  });

  it('are proposed once each', () => {
    const names = proposedHeaders.map(({ name }) => name.toLowerCase());
    assert.deepEqual([...new Set(names)], names);
  });
});
