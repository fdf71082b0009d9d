import fs from 'node:fs';
import path from 'node:path';
import { AppDiagram, DiagramTheme } from '../src/diagram';

/** Draws an app by day and by night, and as a flow chart for Markdown, and gives the pictures. */
export function writeDiagrams(folder: string, title: string, region: string): string[] {
  const diagram = AppDiagram.fromAssembly(folder, { title, region });
  fs.writeFileSync(path.join(folder, 'app.mmd'), diagram.toMermaid());
  return [DiagramTheme.LIGHT, DiagramTheme.DARK].map((theme) => {
    const file = path.join(folder, `app.${theme}.svg`);
    fs.writeFileSync(file, diagram.toSvg(theme));
    return file;
  });
}
