if(LATHE_GUI)
  lathe_bench(bench_config lathe_widgets)
endif()
