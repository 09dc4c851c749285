import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Server } from "./server";
import { ModelTasks } from "./tasks";

let server: Server | undefined;

/** VS Code calls it for the first model of a window. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server();
  context.subscriptions.push(server, vscode.tasks.registerTaskProvider("nefc", new ModelTasks()));
  registerCommands(context, server);
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(async (change) => {
    if (change.affectsConfiguration("nefc.path")) {
      await server?.restart();
    }
  }));
  context.subscriptions.push(vscode.tasks.onDidEndTaskProcess((ended) => {
    if (ended.execution.task.definition.type === "nefc") {
      server?.lensesAgain();
    }
  }));
  await server.start();
}

/** VS Code calls it when the window closes. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
