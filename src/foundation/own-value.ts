// Looking up names that come from users or files: 'constructor' and '__proto__' are names like any other, and records
// have no entries for them unless somebody made them.

/** The entry of a record under a name; undefined where it has none of its own. */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
