import * as path from "node:path";
import * as vscode from "vscode";
import { LivePages } from "./live";
import { call, program, tellMissing } from "./nefc";
import { Pictures } from "./pictures";
import { Server } from "./server";
import { modelTask } from "./tasks";

/** What a lens of the server is about; its first argument is the document. */
interface Subject {
  experiment?: string;
  object?: string;
}

/** Registers the commands of package.json. Those of lenses come with a document and a subject, others ask the open editor. */
export function registerCommands(context: vscode.ExtensionContext, server: Server): void {
  const pictures = new Pictures(context);
  const pages = new LivePages(context);
  const models: Record<string, (file: vscode.Uri, about: Subject) => Promise<unknown>> = {
    run: (file, about) => inTerminal("run", file, about.experiment ? ["--only", about.experiment] : []),
    check: (file) => inTerminal("check", file),
    test: (file) => inTerminal("test", file),
    live: (file) => watch(server, pages, file),
    tuning: (file, about) => pictures.tuning(file, about.object),
    weights: async (file, about) => {
      const connection = about.object || (await vscode.window.showInputBox({ prompt: "Label of the connection" }));
      return connection && pictures.weights(file, connection);
    },
  };
  for (const [name, run] of Object.entries(models)) {
    context.subscriptions.push(vscode.commands.registerCommand(`nefc.${name}`, async (uri?: string | vscode.Uri, about?: Subject) => {
      const file = await saved(uri);
      return file && run(file, about ?? {});
    }));
  }
  context.subscriptions.push(
    vscode.commands.registerCommand("nefc.new", newModel),
    vscode.commands.registerCommand("nefc.docs", openManual),
    vscode.commands.registerCommand("nefc.restart", () => server.restart()),
  );
}

/** The model that is meant, as it stands on disk. */
async function saved(uri?: string | vscode.Uri): Promise<vscode.Uri | undefined> {
  const file = typeof uri === "string" ? vscode.Uri.parse(uri) : uri ?? vscode.window.activeTextEditor?.document.uri;
  if (!file) {
    void vscode.window.showInformationMessage("Open a model (.nef) first.");
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument(file);
  if ((document.isDirty || document.isUntitled) && !(await document.save())) {
    return undefined;
  }
  return document.uri;
}

async function inTerminal(command: string, file: vscode.Uri, args: string[] = []): Promise<void> {
  await vscode.tasks.executeTask(modelTask(command, file, args));
}

/** The page of a model that runs: in a panel, or, where nefc runs on another machine, in a browser that its ports are forwarded to. */
async function watch(server: Server, pages: LivePages, file: vscode.Uri): Promise<void> {
  if (!server.hasLive) {
    void vscode.window.showInformationMessage("This nefc has no `live` yet. Run the model instead; a newer nefc shows it while it runs.");
    return;
  }
  const remote = vscode.env.remoteName !== undefined;
  const where = vscode.workspace.getConfiguration("nefc").get<string>("live.in");
  if (where === "panel" || where === "auto" && !remote) {
    return pages.show(file);
  }
  await inTerminal("live", file, remote ? ["--no-browser"] : []);
}

async function newModel(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, "model.nef"), filters: { "NEF model": ["nef"] }, saveLabel: "Make the model",
  });
  if (!target) {
    return;
  }
  const made = await call(["new", target.fsPath], path.dirname(target.fsPath));
  if (made.missing) {
    return tellMissing();
  }
  if (!made.ok) {
    void vscode.window.showErrorMessage(made.text);
    return;
  }
  await vscode.window.showTextDocument(target);
}

/** `nefc docs` serves the manual and opens a browser, until its terminal is closed. */
function openManual(): void {
  const terminal = vscode.window.createTerminal({ name: "nefc docs", shellPath: program(), shellArgs: ["docs"] });
  terminal.show(true);
}
