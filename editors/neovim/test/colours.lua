-- Prints what the syntax of Neovim says of texts: for each line of each file a line with a letter for each character.
local letters = { nefWord = "w", nefOption = "o", nefNumber = "n", nefString = "s", nefComment = "c" }
for _, path in ipairs(vim.fn.argv()) do
  vim.cmd("edit! " .. vim.fn.fnameescape(path))
  vim.cmd("set syntax=nef synmaxcol=0 | syntax sync fromstart")
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local out = {}
    for i = 0, vim.fn.strchars(line) - 1 do
      local group = vim.fn.synIDattr(vim.fn.synID(number, vim.fn.byteidx(line, i) + 1, 1), "name")
      out[#out + 1] = letters[group] or "."
    end
    io.stdout:write(table.concat(out), "\n")
  end
end
vim.cmd("qall!")
