import assert from 'node:assert/strict';
import { isCancellation } from '../../../../src/ui/prompts/questions.ts';

describe('isCancellation', () => {
  it("recognises an abort and VS Code's own cancellation, and nothing else", () => {
    const canceled = Object.assign(new Error(), { name: 'Canceled' });
    for (const error of [new DOMException('', 'AbortError'), canceled]) assert.equal(isCancellation(error), true);
    for (const error of [new Error('AbortError'), new DOMException('', 'TimeoutError'), 'AbortError', undefined]) {
      assert.equal(isCancellation(error), false);
    }
  });
});
