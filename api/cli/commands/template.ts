/** `huimu template [file]`: the template of a sharing catalogue, as its name's end says. */
import { writeFile } from 'node:fs/promises';
import { CodedError } from '../../../config/errors/errors.ts';
import { TEMPLATES, type TemplateKind, template } from '../../template.ts';
import { EXIT } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** `-` is the standard output, in CSV. A file that is there is not written over. */
export async function writeTemplate(file: string, { note, say }: Terminal): Promise<number> {
  if (file === '-') {
    process.stdout.write(await template('csv'));
    return EXIT.ok;
  }
  const kind = TEMPLATES.find((each): each is TemplateKind => file.toLowerCase().endsWith(`.${each}`));
  if (kind === undefined) throw new CodedError('request.invalid', `${file}: .xlsx / .csv`);
  try {
    await writeFile(file, await template(kind), { flag: 'wx' });
  } catch (cause) {
    throw new CodedError('request.invalid', `${file}: ${(cause as Error).message}`, { cause });
  }
  note(say(`已写入 ${file}`, `Written to ${file}`));
  return EXIT.ok;
}
