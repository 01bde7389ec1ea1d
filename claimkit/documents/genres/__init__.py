"""Tell texts that report nothing from news: programs, licences, recipes, lists.

- `code_lines`: lines of programs, commands, configuration and logs;
- `lists`: references, timetables, price lists and poems, by the shape of their lines;
- `recipes`: ingredients and steps;
- `whole_documents`: documentation of programs, licences and laws, by their words;
- `marking`: the pass that marks the blocks, and says so where it is the whole document.
"""
