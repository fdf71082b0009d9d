import fs from 'node:fs';
import type { IConstruct } from 'constructs';
import { CostEstimate, PriceBook } from '../cost';
import { inRegion, stacksIn, stacksOf, Template, type JsonObject, type SynthesizedStack } from '../template';
import { DiagramTheme, type DiagramOptions } from './diagram-options';
import { svgOf } from './drawing/shapes';
import { themeOf } from './drawing/themes';
import { drawingOf } from './layout/picture';
import { mermaidOf } from './layout/mermaid';
import { spokenWords } from './layout/spoken';
import { appModel, type AppModel } from './model/app-model';

/**
 * A picture of an app, made from its templates: zones as columns, load balancers, instances and tasks from their
 * smallest to their largest number, NAT gateways or endpoints, data stores, queues, who may talk to whom, and what each
 * box costs.
 *
 * The layout is fixed, so the same templates always give the same picture, and a small change moves little.
 *
 * @example
 * const picture = diagram.AppDiagram.of(app, { region: 'eu-west-1' });
 * const svg = picture.toSvg();
 * const forMarkdown = picture.toMermaid();
 */
export class AppDiagram {
  /**
   * Synthesizes an app, a stage or a stack, and draws it. Any other construct stands for its stack.
   *
   * The CDK synthesizes once: what changes afterwards is not deployed, or is an error. So call it last, or in a test.
   */
  public static of(scope: IConstruct, options: DiagramOptions = {}): AppDiagram {
    return new AppDiagram(stacksOf(scope, known(options)), options);
  }

  /**
   * Draws one template of CloudFormation, from any tool.
   *
   * @param template the template as an object, for example `assertions.Template.fromStack(stack).toJSON()`
   */
  public static fromTemplate(template: { [key: string]: unknown }, options: DiagramOptions = {}): AppDiagram {
    return AppDiagram.alone(new Template(template as JsonObject, known(options)), options);
  }

  /**
   * Draws one template of CloudFormation in a file.
   *
   * @param file path of a template in JSON or YAML, short forms such as `!Ref` included
   */
  public static fromFile(file: string, options: DiagramOptions = {}): AppDiagram {
    return AppDiagram.alone(Template.parse(fs.readFileSync(file, 'utf8'), known(options)), options);
  }

  /**
   * Draws an app that has been synthesized before.
   *
   * @param folder a cloud assembly, for example `cdk.out`
   */
  public static fromAssembly(folder: string, options: DiagramOptions = {}): AppDiagram {
    return new AppDiagram(stacksIn(folder, known(options)), options);
  }

  private static alone(template: Template, options: DiagramOptions): AppDiagram {
    return new AppDiagram([{ path: '', template, nested: [] }], options);
  }

  private readonly model: AppModel;
  private readonly title: string;
  private readonly source: string;

  private constructor(stacks: readonly SynthesizedStack[], options: DiagramOptions) {
    const placed = inRegion(stacks, options.region);
    const costs = { region: options.region, ...options.cost };
    const isPriced = placed.length > 0 && CostEstimate._isPriced(placed, costs.priceBook);
    this.model = appModel(placed, isPriced ? CostEstimate._ofStacks(placed, costs) : undefined);
    this.title = options.title ?? (this.model.name || 'Template');
    const regions = [...new Set(placed.map(({ region }) => region))].join(', ');
    const { collected } = costs.priceBook ?? PriceBook.builtIn();
    this.source = isPriced ? `List prices of ${collected} in ${regions}. A model, not a bill.` : '';
  }

  /** The picture as SVG, without fonts or files of elsewhere, with a description for screen readers. */
  public toSvg(theme: DiagramTheme = DiagramTheme.LIGHT): string {
    const { shapes, ...size } = drawingOf(this.model, this.title, this.source, themeOf(theme));
    return svgOf(shapes, size, { title: this.title, description: spokenWords(this.model) });
  }

  /** The same as a flow chart of Mermaid, which GitHub and GitLab draw inside of Markdown. */
  public toMermaid(): string {
    return mermaidOf(this.model);
  }
}

function known({ region, parameters }: DiagramOptions): Pick<DiagramOptions, 'region' | 'parameters'> {
  return { region, parameters };
}
