/** XML of a workbook's parts, event by event as it is unpacked: no document type, no entities, no bottomless nesting. */
import { Parser } from 'htmlparser2';
import { CodedError } from '../../../config/errors/errors.ts';
import { notSpreadsheet } from './media.ts';
import { LIMITS, tooLarge } from './table.ts';

export interface Events {
  /** Names come without prefix, and so do the attributes' names. */
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function unprefixed(attributes: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) found[local(name)] = value;
  return found;
}

/** Throws `source.not-spreadsheet`, `source.too-large`, `source.cut`, and what the chunks or the events throw. */
export async function readXml(
  part: string,
  chunks: AsyncIterable<Uint8Array>,
  events: Events,
): Promise<void> {
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  let ended = false;
  let torn = false;
  const parser = new Parser(
    {
      onopentagname() {
        attributes = 0;
      },
      // Counted as they come: whatever one element has is in memory before it is told.
      onattribute() {
        attributes += 1;
        if (attributes > LIMITS.attributes)
          throw tooLarge(`${part}: an element of more than ${LIMITS.attributes} attributes`);
      },
      onopentag(name, attributes) {
        depth += 1;
        elements += 1;
        if (depth > LIMITS.nesting) throw tooLarge(`${part}: XML nested deeper than ${LIMITS.nesting}`);
        events.open?.(local(name), unprefixed(attributes));
      },
      ontext: (text) => events.text?.(text),
      onclosetag(name) {
        depth -= 1;
        // What is still open at the end was cut off: the parser closes it by itself.
        torn ||= ended;
        events.close?.(local(name));
      },
      onprocessinginstruction(name) {
        if (name.startsWith('!')) throw notSpreadsheet(`${part}: XML with a document type`);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
  parser.write(decoder.decode());
  ended = true;
  parser.end();
  if (elements === 0) throw notSpreadsheet(`${part}: no XML`);
  if (torn) throw new CodedError('source.cut', `${part}: its XML is not closed`);
}
