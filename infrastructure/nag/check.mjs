// cdk-nag's AwsSolutions rules on a template that SAM has transformed: prints [rule, resource, text].
import { App, Aspects, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks } from "cdk-nag";

const [templateFile, outdir] = process.argv.slice(2);
const app = new App({ outdir, analyticsReporting: false });
const stack = new Stack(app, "Pricebook");
new CfnInclude(stack, "Template", { templateFile });
Aspects.of(app).add(new AwsSolutionsChecks({ reports: false }));
const found = Annotations.fromStack(stack);
const nags = Match.stringLikeRegexp("AwsSolutions-");
const objections = [...found.findError("*", nags), ...found.findWarning("*", nags)]
  .map(({ id, entry }) => [id.split("/").at(-1), String(entry.data)])
  .map(([resource, text]) => [text.match(/AwsSolutions-[A-Z0-9]+/)[0], resource, text.trim()]);
process.stdout.write(JSON.stringify(objections));
