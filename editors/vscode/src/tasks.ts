import * as path from "node:path";
import * as vscode from "vscode";
import { program } from "./nefc";

/** What a task of nefc does, as tasks.json has it. */
interface Definition extends vscode.TaskDefinition {
  command: string;
  model: string;
  args?: string[];
}

/** A task that does something with a model, in a terminal. */
export function modelTask(command: string, file: vscode.Uri, args: string[] = []): vscode.Task {
  const model = vscode.workspace.asRelativePath(file, false);
  return made({ type: "nefc", command, model, args }, vscode.workspace.getWorkspaceFolder(file), file.fsPath);
}

function made(definition: Definition, folder: vscode.WorkspaceFolder | undefined, file: string): vscode.Task {
  const cwd = folder?.uri.fsPath ?? path.dirname(file);
  const execution = new vscode.ProcessExecution(program(), [definition.command, ...(definition.args ?? []), file], { cwd });
  const task = new vscode.Task(definition, folder ?? vscode.TaskScope.Workspace, `${definition.command} ${definition.model}`, "nefc", execution, "$nefc");
  task.presentationOptions = { clear: true, showReuseMessage: false };
  if (definition.command === "test") {
    task.group = vscode.TaskGroup.Test;
  }
  return task;
}

/** Offers run, check and test for the model that is open, and makes those of tasks.json. */
export class ModelTasks implements vscode.TaskProvider {
  provideTasks(): vscode.Task[] {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "nef" || document.uri.scheme !== "file") {
      return [];
    }
    return ["run", "check", "test"].map((command) => modelTask(command, document.uri));
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const definition = task.definition as Definition;
    const folder = typeof task.scope === "object" ? task.scope : vscode.workspace.workspaceFolders?.[0];
    return folder && made(definition, folder, path.resolve(folder.uri.fsPath, definition.model));
  }
}
