-- With the plugin of the project, does what a person would with the files of a folder; the log says what came.
local nefc, dir, log = vim.env.NEFC, vim.env.DIR, io.open(vim.env.LOG, "w")
local function say(what, ...) log:write(what, " ", string.format(...), "\n") log:flush() end

local function try()
  vim.g.nefc_path = nefc
  vim.opt.runtimepath:prepend("../../editors/neovim")
  vim.cmd("filetype plugin on")
  vim.cmd("edit " .. dir .. "/m.nef")
  local function wait(what, f)
    if not vim.wait(60000, f, 20) then say("missing", what) vim.cmd("cquit") end
  end
  local function request(method, params)
    local answer
    vim.lsp.buf_request(0, method, params, function(err, result) answer = { err = err, result = result } end)
    wait(method, function() return answer ~= nil end)
    if answer.err then say("error", "%s", answer.err.message) end
    return answer.result
  end
  local function place(line, column)
    vim.api.nvim_win_set_cursor(0, { line, column })
    return vim.lsp.util.make_position_params(0, "utf-16")
  end

  wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  for _, d in ipairs(vim.diagnostic.get(0)) do say("diagnostic", "%d:%d %s", d.lnum, d.col, d.message:gsub("\n", " / ")) end

  local params = place(3, 18)
  local range = { start = params.position, ["end"] = params.position }
  local actions = request("textDocument/codeAction", { textDocument = params.textDocument, range = range, context = { diagnostics = {} } })
  say("action", "%s", actions[1].title)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  say("line", "%s", vim.api.nvim_buf_get_lines(0, 2, 3, true)[1])
  wait("no errors", function() return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) == 0 end)

  local hover = request("textDocument/hover", place(3, 10))
  say("hover", "%s", hover.contents.value:match("tail: [^\n]*"))
  say("picture", "%s", hover.contents.value:match("data:image/png;base64") or "none")

  vim.api.nvim_buf_set_lines(0, 3, 4, true, { "connect u -> tail syn" })
  local found = request("textDocument/completion", place(4, 21))
  local labels = {}
  for _, item in ipairs(found.items) do labels[#labels + 1] = item.label end
  say("completion", "%s", vim.tbl_contains(labels, "synapse") and "synapse" or table.concat(labels, " "))
  vim.api.nvim_buf_set_lines(0, 3, 4, true, { "connect u -> tail" })

  local rename = place(3, 10)
  rename.newName = "head"
  vim.lsp.util.apply_workspace_edit(request("textDocument/rename", rename), "utf-16")
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do say("text", "%s", line) end
end

local ok, err = pcall(try)
if not ok then say("failed", "%s", err) end
log:close()
vim.cmd("qall!")
