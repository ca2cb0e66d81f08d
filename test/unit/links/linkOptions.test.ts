import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { linkOptionsSchema, methodsOf, OPTION_NAMES, optionsForMethod } from '../../../src/links/linkOptions.ts';
import type manifestShape from '../../../package.json';

/** Parts of a valibot schema that options use. */
interface Schema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly string[];
  readonly literal?: string;
}

/** JSON schema that the manifest should have for a schema of the code. */
function jsonSchema(schema: Schema): unknown {
  const { type, wrapped, item, value, entries, options, literal } = schema;
  if (wrapped) return jsonSchema(wrapped);
  if (options) return { enum: options };
  if (literal !== undefined) return { const: literal };
  if (item) return { type: 'array', items: jsonSchema(item) };
  if (value) return { type: 'object', additionalProperties: jsonSchema(value) };
  if (!entries) return { type };
  const required = Object.keys(entries).filter((name) => entries[name]?.wrapped === undefined);
  const properties = Object.entries(entries).map(([name, entry]) => [name, jsonSchema(entry)] as const);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
  };
}

/** Schema of the manifest without texts and without checks of the settings editor. */
function withoutTexts(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(withoutTexts);
  const {
    description: _d,
    pattern: _p,
    patternErrorMessage: _m,
    minimum: _min,
    maximum: _max,
    ...rest
  } = schema as Record<string, unknown>;
  const { minItems: _minItems, maxItems: _maxItems, ...shape } = rest;
  return Object.fromEntries(
    Object.entries(shape).map(([name, value]) => [
      name,
      name === 'type' && value === 'integer' ? 'number' : withoutTexts(value),
    ]),
  );
}

describe('Link options', () => {
  it('are the fields of a recipe in the manifest, with the same types', async () => {
    const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
    const { contributes } = JSON.parse(text) as typeof manifestShape;
    const recipe = contributes.configuration.properties['ossLinks.recipes'].additionalProperties;
    const { format: _format, ...options } = withoutTexts(recipe.properties) as Record<string, unknown>;
    const { properties } = jsonSchema(linkOptionsSchema) as { properties: unknown };
    assert.deepEqual(options, properties);
  });

  it('drop the options that the other method does not have when the method changes', () => {
    const put = { method: 'PUT', validity: '1h', contentType: 'text/plain', host: 'internal' } as const;
    assert.deepEqual(optionsForMethod('GET', put), { method: 'GET', validity: '1h', host: 'internal' });
    assert.deepEqual(
      OPTION_NAMES.filter((name) => methodsOf(name).length === 1 && methodsOf(name)[0] === 'PUT'),
      ['contentType', 'contentLengthBytes', 'callback'],
    );
  });
});
