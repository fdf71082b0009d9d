// R-NET-3, R-NET-4, R-NET-5, R-SEC-2, R-MON-5
import { brokenInvariants, type TemplateJson } from '../support/invariants';
import { synthesizeExamples } from '../support/examples';

describe('every example keeps every invariant', () => {
  test('none is broken', async () => {
    const broken = (await synthesizeExamples()).flatMap(({ name, assembly }) =>
      assembly.stacksRecursively.flatMap((stack) =>
        brokenInvariants(stack.template as TemplateJson).map((line) => `${name}: ${line}`)));

    expect(broken).toEqual([]);
  });
});
