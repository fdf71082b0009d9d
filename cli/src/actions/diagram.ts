import { AppDiagram, type DiagramTheme } from '../../../src/diagram';
import type { DiagramArguments } from '../commands/diagram';
import { writeFile } from '../files';
import { Source } from '../source';
import type { Terminal } from '../terminal';

/** Writes a picture of an app. */
export function showDiagram(app: string, given: DiagramArguments, terminal: Terminal): void {
  const { title, region, parameter: parameters, mermaid, theme, out } = given;
  const picture = Source.at(app).read(AppDiagram, { title, region, parameters });
  const content = mermaid ? picture.toMermaid() : picture.toSvg(theme as DiagramTheme);
  if (out === undefined) {
    terminal.write(content);
    return;
  }
  writeFile(out, content);
  terminal.note(`${out}\n`);
}
