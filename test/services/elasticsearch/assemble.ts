/**
 * An Elasticsearch node put together from its published jars, where neither a package nor an image is to be had:
 * the server and its HTTP module, with what they depend on. Kept in the user's cache folder.
 */
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findJava } from '../java.ts';

const run = promisify(execFile);
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What the server's classes were compiled for. */
const JAVA = 21;
/** Of the distribution's modules only this one is published; mappings, queries and aggregations are the server's own. */
const MODULE = 'transport-netty4';

export interface Assembled {
  java: string;
  /** Arguments of `java` up to the launcher's own. */
  arguments: string[];
  /** The node's home folder: configuration and modules, nothing is written there. */
  home: string;
}

const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'huimu');

const LOGGING = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`;

/** The system's zstd library, which the server calls. */
async function zstd(): Promise<string | undefined> {
  try {
    const { stdout } = await run('ldconfig', ['-p']);
    return /libzstd\.so\.1 .*=> (\S+)/.exec(stdout)?.[1];
  } catch {
    return globSync('{/opt/homebrew,/usr/local}/lib/libzstd.dylib')[0];
  }
}

async function build(folder: string, java: string): Promise<void> {
  const jars = join(folder, 'jars');
  const module = join(folder, 'home', 'modules', MODULE);
  for (const each of [
    jars,
    module,
    join(folder, 'home', 'config'),
    join(folder, 'classes'),
    join(folder, 'native'),
  ]) {
    mkdirSync(each, { recursive: true });
  }
  await run(
    'mvn',
    ['-q', '-B', '-f', here('pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
    { timeout: 600_000 },
  );
  const own = globSync(join(jars, `{netty-,${MODULE}}*.jar`));
  const descriptor = `META-INF/es-plugins/${MODULE}/plugin-descriptor.properties`;
  const published = own.find((jar) => basename(jar).startsWith(MODULE)) as string;
  const { stdout } = await run('unzip', ['-p', published, descriptor]);
  // Loaded from the class path, not as a named module.
  const properties = stdout.split('\n').filter((line) => !line.startsWith('modulename'));
  writeFileSync(join(module, 'plugin-descriptor.properties'), properties.join('\n'));
  for (const jar of own) renameSync(jar, join(module, basename(jar)));
  writeFileSync(join(folder, 'home', 'config', 'log4j2.properties'), LOGGING);
  writeFileSync(join(folder, 'home', 'config', 'elasticsearch.yml'), '');
  const library = await zstd();
  if (library !== undefined)
    symlinkSync(library, join(folder, 'native', basename(library).replace(/\.1$/, '')));
  const compiler = globSync(join(jars, 'ecj-*.jar'))[0] as string;
  cpSync(here('Launcher.java'), join(folder, 'Launcher.java'));
  const target = ['-nowarn', '-source', String(JAVA), '-target', String(JAVA)];
  const paths = ['-cp', globSync(join(jars, '*.jar')).join(':'), '-d', join(folder, 'classes')];
  await run(java, ['-jar', compiler, ...target, ...paths, join(folder, 'Launcher.java')]);
}

/** Puts the node together where that has not been done. Throws where Java, Maven or the network are not there. */
export async function assemble(): Promise<Assembled> {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  const java = await findJava(JAVA, cache);
  if (java === undefined) throw new Error(`no Java ${JAVA} or newer`);
  const version = /<elasticsearch.version>(.*)</.exec(readFileSync(here('pom.xml'), 'utf8'))?.[1];
  const folder = join(cache, `elasticsearch-${version}`);
  if (!existsSync(folder)) {
    const started = mkdtempSync(join(cache, 'elasticsearch-'));
    await build(started, java);
    try {
      renameSync(started, folder);
    } catch (error) {
      rmSync(started, { recursive: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return {
    java,
    home: join(folder, 'home'),
    arguments: [
      '-Djava.awt.headless=true',
      '-Dfile.encoding=UTF-8',
      `-Des.nativelibs.path=${join(folder, 'native')}`,
      '-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false',
      '--enable-native-access=ALL-UNNAMED',
      '-cp',
      `${join(folder, 'classes')}:${join(folder, 'jars')}/*`,
      'Launcher',
    ],
  };
}
