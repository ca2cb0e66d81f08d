import assert from 'node:assert/strict';
import {
  imageOperations,
  isProcessableImage,
  watermarkParameters,
  watermarkText,
  withImageOperation,
} from '../../../../src/links/headers/imageProcess.ts';

describe('image processing', () => {
  it('is offered for images by their names', () => {
    assert.deepEqual(['a.PNG', 'x/图.jpeg', 'a.pdf', 'png'].map(isProcessableImage), [true, true, false, false]);
  });

  it('is parsed into operations, and other processing has none', () => {
    assert.deepEqual(imageOperations('image/resize,w_200,m_fill/blur'), [
      { name: 'resize', parameters: 'w_200,m_fill' },
      { name: 'blur', parameters: '' },
    ]);
    for (const other of [undefined, 'style/name', 'doc/preview,export_1']) assert.deepEqual(imageOperations(other), []);
  });

  it('adds an operation, changes it in place, and removes it', () => {
    const resized = withImageOperation(undefined, 'resize', 'w_200');
    const turned = withImageOperation(resized, 'rotate', '90');
    assert.equal(turned, 'image/resize,w_200/rotate,90');
    assert.equal(withImageOperation(turned, 'resize', 'p_50'), 'image/resize,p_50/rotate,90');
    assert.equal(withImageOperation(turned, 'rotate', undefined), resized);
    assert.equal(withImageOperation(resized, 'resize', undefined), undefined);
  });

  it('keeps operations without parameters', () => {
    assert.equal(withImageOperation('image/info', 'rotate', '90'), 'image/info/rotate,90');
  });

  it('supports a watermark in any script', () => {
    const parameters = watermarkParameters('© 示例?/');
    assert.match(parameters, /^text_[\w-]+$/);
    assert.equal(watermarkText(`${parameters},size_20`), '© 示例?/');
  });
});
