/** JSON Schema to Parquet: objects are groups, lists are lists, whole numbers INT64, instants timestamps. Pure. */
import type { SchemaElement } from 'hyparquet';

export interface JsonSchema {
  type?: string;
  format?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: unknown;
}

/** A field's elements in Parquet's order, depth first, and how its values are written. */
export interface ParquetField {
  name: string;
  elements: SchemaElement[];
  /** Of a value that is there. */
  convert(value: unknown): unknown;
}

const same = (value: unknown): unknown => value;
/** Values of any shape stay JSON, as text. */
const asJson = (value: unknown): unknown => JSON.stringify(value);

const LEAVES: Record<string, [Partial<SchemaElement>, (value: unknown) => unknown]> = {
  boolean: [{ type: 'BOOLEAN' }, same],
  integer: [{ type: 'INT64' }, (value) => BigInt(value as number)],
  number: [{ type: 'DOUBLE' }, same],
  string: [{ type: 'BYTE_ARRAY', converted_type: 'UTF8' }, same],
  'date-time': [{ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }, (value) => new Date(value as string)],
};

export function parquetField(name: string, schema: JsonSchema): ParquetField {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  // Of alternatives only null is known.
  const stated = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  if (stated.type === 'array' && stated.items !== undefined) {
    const item = parquetField('element', stated.items);
    return {
      name,
      elements: [
        { ...optional, converted_type: 'LIST', num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...item.elements,
      ],
      convert: (value) => (value as unknown[]).map((each) => converted(item, each)),
    };
  }
  if (stated.properties !== undefined) {
    const fields = Object.entries(stated.properties).map(([each, type]) => parquetField(each, type));
    return {
      name,
      elements: [{ ...optional, num_children: fields.length }, ...fields.flatMap(({ elements }) => elements)],
      convert: (value) =>
        Object.fromEntries(
          fields.map((field) => [
            field.name,
            converted(field, (value as Record<string, unknown>)[field.name]),
          ]),
        ),
    };
  }
  const leaf = LEAVES[stated.format ?? ''] ?? LEAVES[stated.type ?? ''];
  const [element, convert] = leaf ?? [LEAVES.string?.[0] as Partial<SchemaElement>, asJson];
  return { name, elements: [{ ...optional, ...element } as SchemaElement], convert };
}

export const converted = ({ convert }: ParquetField, value: unknown): unknown =>
  value === undefined || value === null ? null : convert(value);
