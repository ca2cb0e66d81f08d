/** `T` with its optional properties absent instead of `undefined`. */
export type OmitUndefined<T> = {
  [Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name];
} & { [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined> };

/** Copy without the properties that are `undefined`, for types with exact optional properties. */
export function omitUndefined<T extends object>(properties: T): OmitUndefined<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as OmitUndefined<T>;
}

/** Result of `make` for a value, or `undefined` without a value. */
export function mapDefined<T, R>(value: T | undefined, make: (value: T) => R): R | undefined {
  return value === undefined ? undefined : make(value);
}

/** Copy of a record without the entries that are `undefined`. */
export function definedValues(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
